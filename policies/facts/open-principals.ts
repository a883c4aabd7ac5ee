import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { show } from "./known.ts";
import { isNarrowedToSome } from "./narrowing-conditions.ts";
import type { PolicyStatement } from "./policy-statements.ts";

/** A principal that stands for many. */
export interface OpenPrincipal {
  readonly written: string;
  readonly is: "everybody" | "account" | "unknown";
}

/**
 * Those to whom a statement leaves its rights that nobody counted. A condition narrows a whole account down; nothing that
 * is written here narrows down the world.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function openPrincipals(graph: ResourceGraph, statement: PolicyStatement): readonly OpenPrincipal[] {
  const { effect, principals } = statement;
  if (effect !== "Allow") return [];
  return principals
    .filter(({ type }) => type !== "Service" && type !== "Federated")
    .flatMap(({ identifiers }) => identifiers)
    .flatMap((identifier): readonly OpenPrincipal[] => {
      const is = kindOf(graph, identifier);
      if (is === undefined || (is === "account" && isNarrowedToSome(statement))) return [];
      return [{ written: show(identifier), is }];
    });
}

/** What `*`, `arn:aws:iam::111122223333:root`, or the number alone stands for; nothing for one role or user. */
function kindOf(graph: ResourceGraph, identifier: unknown): OpenPrincipal["is"] | undefined {
  if (isReference(identifier)) {
    if (graph.follow(identifier, "aws_iam_role")) return undefined;
    if (!graph.follow(identifier, "data.aws_caller_identity")) return "unknown";
    return identifier.attribute === "account_id" ? "account" : undefined;
  }
  if (identifier === "*") return "everybody";
  const end = isTemplate(identifier) ? identifier.$template.at(-1) : identifier;
  if (isReference(end)) return "unknown";
  return typeof end === "number" || /:root$|^\d{12}$/.test(String(end)) ? "account" : undefined;
}
