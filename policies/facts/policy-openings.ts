import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { show } from "./known.ts";
import type { Condition, PolicyStatement } from "./policy-statements.ts";

/** Somebody whom a resource's own policy admits, and should not. */
export interface Opening {
  /** `*` for whoever asks, or the number of an account that is named and may do everything. */
  readonly to: string;
  readonly statement: PolicyStatement;
}

/**
 * Whom a policy admits beyond the system's own account and those whom it names for something that it names.
 * `undefined` where that is some account, and nobody says which is the system's own.
 */
export function openingsOf(
  statements: readonly PolicyStatement[],
  account: string | undefined,
): readonly Opening[] | undefined {
  const open = statements.flatMap((statement) => admitted(statement).map((to) => ({ to, statement })));
  const others = open.filter(({ to }) => to !== account);
  const isSure = account !== undefined || others.length === 0 || others.some(({ to }) => to === "*");
  return isSure ? [...new Map(others.map((each) => [each.to, each])).values()] : undefined;
}

function admitted(statement: PolicyStatement): readonly string[] {
  const { effect, principals, conditions } = statement;
  if (effect !== "Allow" || conditions.some(isNarrow)) return [];
  const identifiers = principals.flatMap((principal) => principal.identifiers);
  if (identifiers.includes("*")) return ["*"];
  return allowsEverything(statement) ? identifiers.flatMap((identifier) => accountOf(identifier) ?? []) : [];
}

/** `*`, `sqs:*`, `sqs:Get*`, or everything but something: what AWS adds tomorrow is allowed as well. */
function allowsEverything({ actions, notActions }: PolicyStatement): boolean {
  return notActions.length > 0 || actions.some((action) => /[*?]/.test(show(action)));
}

/** The account that is written as or in a principal. One that Terraform puts in is the system's own. */
function accountOf(identifier: unknown): string | undefined {
  return typeof identifier === "string"
    ? /^(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(identifier)?.[1]
    : undefined;
}

/**
 * Condition keys that say who asks, or on whose behalf. Whether the request is encrypted, or when it is made, everybody
 * can fulfil. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const identifying = new Set(
  [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "kms:CallerAccount",
  ].map((key) => key.toLowerCase()),
);

/** Operators that a request without the key does not fulfil, as it does one with `IfExists` or `ForAllValues`. */
const demanding = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/;

/**
 * Whether a condition leaves only some that are known by name. AWS Config, too, takes a queue for public unless the
 * values are fixed: https://docs.aws.amazon.com/config/latest/developerguide/sqs-queue-no-public-access.html
 */
function isNarrow({ test, variable, values }: Condition): boolean {
  return demanding.test(test) && identifying.has(show(variable).toLowerCase()) && values.every(isFixed);
}

/** A text without a wildcard or a variable of IAM; in an ARN or a path of an organisation, they may follow its owner. */
function isFixed(value: unknown): boolean {
  const parts = isTemplate(value) ? value.$template : [value];
  const text = parts.map((part) => (isReference(part) ? "000000000000" : show(part))).join("");
  return !/[*?]|\$\{/.test(text) || /^arn:[\w-]+:[\w-]+:[^:]*:\d{12}:/.test(text) || /^o-[a-z0-9]+\//.test(text);
}
