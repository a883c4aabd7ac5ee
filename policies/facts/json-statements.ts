import { isReference, isTemplate } from "../../schema/graph/value.ts";
import type { Condition, PolicyStatement, PolicyText, UnreadPolicy } from "./policy-statements.ts";
import { mistakenPolicy, unknownPolicy } from "./unread-policy.ts";

/**
 * The statements of a policy as IAM's JSON has them, in which most lists may be a single value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function jsonStatements(policy: unknown): PolicyText {
  if (policy === undefined) return mistakenPolicy("it is no JSON");
  if (!isBlock(policy)) return mistakenPolicy("it is no JSON object");
  if (policy["Statement"] === undefined) return mistakenPolicy("it has no Statement");
  const statements: PolicyStatement[] = [];
  for (const [index, written] of list(policy["Statement"]).entries()) {
    const statement = isBlock(written) ? jsonStatement(written) : "is no object";
    if (typeof statement === "string") return mistakenPolicy(`its statement ${index + 1} ${statement}`);
    if ("unread" in statement) return statement;
    statements.push(statement);
  }
  return statements.length > 0 ? { statements } : mistakenPolicy("it has no Statement");
}

/** Fields as somebody wrote them. */
export type Block = Readonly<Record<string, unknown>>;

/** Whether a value has fields. */
export function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A statement, or what IAM refuses in it. */
function jsonStatement(written: Block): PolicyStatement | UnreadPolicy | string {
  const effect = written["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return "has neither the effect Allow nor Deny";
  const [actions, notActions] = [list(written["Action"]), list(written["NotAction"])];
  const [resources, notResources] = [list(written["Resource"]), list(written["NotResource"])];
  const nothing = [...actions, ...notActions, ...resources, ...notResources].find((each) => !isText(each));
  if (nothing !== undefined) return `has ${JSON.stringify(nothing)} for an action or a resource`;
  if ((actions.length === 0) === (notActions.length === 0)) return "needs either Action or NotAction";
  if (resources.length > 0 && notResources.length > 0) return "has both Resource and NotResource";
  const principals = jsonPrincipals(written["Principal"]);
  const notPrincipals = jsonPrincipals(written["NotPrincipal"]);
  const conditions = jsonConditions(written["Condition"]);
  if (typeof principals === "string") return principals;
  if (typeof notPrincipals === "string") return notPrincipals;
  if (typeof conditions === "string") return conditions;
  if (!principals || !notPrincipals || !conditions) return unknownPolicy;
  return withExceptions(
    { effect, actions, notActions, resources, notResources, principals, conditions },
    { notPrincipals },
  );
}

/** What allows all but something allows what nobody can count. */
export function withExceptions(
  statement: PolicyStatement,
  { notPrincipals }: { readonly notPrincipals: PolicyStatement["principals"] },
): PolicyStatement {
  if (statement.effect !== "Allow") return statement;
  return {
    ...statement,
    ...(statement.notResources.length > 0 && { resources: ["*"] }),
    ...(notPrincipals.length > 0 && { principals: [{ type: "*", identifiers: ["*"] }] }),
  };
}

/** `undefined` where all of them are known only at apply. */
function jsonPrincipals(principal: unknown): PolicyStatement["principals"] | string | undefined {
  if (principal === undefined) return [];
  if (principal === "*") return [{ type: "*", identifiers: ["*"] }];
  if (isReference(principal) || isTemplate(principal)) return undefined;
  if (!isBlock(principal)) return "has principals without a type";
  const principals = Object.entries(principal).map(([type, identifiers]) => ({ type, identifiers: list(identifiers) }));
  const isWhole = principals.every(({ identifiers }) => identifiers.every(isText));
  return isWhole ? principals : "has a principal that is none";
}

function jsonConditions(written: unknown = {}): readonly Condition[] | string | undefined {
  if (isReference(written)) return undefined;
  if (!isBlock(written)) return "has a condition that is no object";
  const conditions: Condition[] = [];
  for (const [test, block] of Object.entries(written)) {
    if (!isBlock(block)) return `has nothing to compare for ${test}`;
    for (const [variable, values] of Object.entries(block)) conditions.push({ test, variable, values: list(values) });
  }
  return conditions.some(({ values }) => values.includes(null)) ? "compares with null" : conditions;
}

function isText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || isReference(value) || isTemplate(value);
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
