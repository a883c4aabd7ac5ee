import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, isReference, isTemplate } from "../../schema/graph/value.ts";
import { knownText, show } from "./known.ts";
import type { Condition, PolicyStatement } from "./policy-statements.ts";

/** A resource whose policy should refuse requests in the clear. */
export interface Refusing {
  readonly service: "s3" | "sqs";
  /** Whether an entry of a statement's resources covers it, for each part of it that is asked for by itself. */
  readonly parts: readonly ((resource: unknown) => boolean)[];
}

/**
 * What denies everybody every request without TLS in the policy of a resource, in words; `undefined` where nothing does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
export function denialOfPlain(
  statements: readonly PolicyStatement[],
  { service, parts }: Refusing,
): string | undefined {
  const denials = statements.filter((statement) => isDenial(statement, service));
  if (!parts.every((covers) => denials.some(({ resources }) => resources.some(covers)))) return undefined;
  const isOfPlain = denials.every(({ conditions }) =>
    conditions.some(({ values }) => !values.map(show).includes("true")),
  );
  return isOfPlain ? "Deny where aws:SecureTransport = false" : "Deny of every request, over TLS as well";
}

/** The bucket of a policy: requests for it, and for the objects in it. */
export function refusingBucket({ address, config }: TerraformNode<"aws_s3_bucket">): Refusing {
  const name = typeof config.bucket === "string" ? config.bucket : undefined;
  const covers = (suffix: string) => (resource: unknown) => {
    const pattern = patternOf(resource, address);
    return (
      matches(pattern, `${own}${suffix}`) || (name !== undefined && matches(pattern, `arn:aws:s3:::${name}${suffix}`))
    );
  };
  return { service: "s3", parts: [covers(""), covers("/any")] };
}

/** The queue of a policy. Which account it is in is known at apply only, so that its name tells it from others. */
export function refusingQueue(graph: ResourceGraph, { address, config }: TerraformNode<"aws_sqs_queue">): Refusing {
  const name = knownText(graph, config.name);
  const covers = (resource: unknown) => {
    const pattern = patternOf(resource, address);
    const [last = ""] = pattern.split(":").slice(-1);
    return matches(pattern, own) || last === "*" || (name !== undefined && matches(last, name));
  };
  return { service: "sqs", parts: [covers] };
}

/** What stands for the resource itself in {@link patternOf}. */
const own = "itself";

function patternOf(resource: unknown, address: Address): string {
  const parts = isTemplate(resource) ? resource.$template : [resource];
  return parts.map((part) => (isReference(part) ? (part.$ref === address ? own : "") : show(part))).join("");
}

/** Wildcards of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

function isDenial({ effect, actions, principals, conditions }: PolicyStatement, service: string): boolean {
  const isEverybody = principals.some(({ identifiers }) => identifiers.includes("*"));
  const isEverything = actions.some((action) => ["*", `${service}:*`].includes(show(action).toLowerCase()));
  // A further condition would leave some of them through.
  return effect === "Deny" && isEverybody && isEverything && conditions.every(isPlain);
}

/** Condition keys are the same in capitals: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
function isPlain({ test, variable, values }: Condition): boolean {
  const isAsked = show(variable).toLowerCase() === "aws:securetransport";
  return (
    isAsked &&
    /^(?:Bool|StringEquals|StringEqualsIgnoreCase)(?:IfExists)?$/.test(test) &&
    values.map(show).includes("false")
  );
}
