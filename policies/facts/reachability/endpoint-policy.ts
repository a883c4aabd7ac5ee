import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import { type PolicyStatement, policyStatements } from "../policy-statements.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";

/**
 * What the policy of an endpoint lets through. Without one it is everything, and one that names whom or what it lets
 * through is not read any closer. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicy(graph: ResourceGraph, endpoint: TerraformNode<"aws_vpc_endpoint">): readonly Hop[] {
  const { policy } = endpoint.config;
  if (policy === undefined) return [];
  const name = `endpoint ${label(endpoint)}`;
  const statements = policyStatements(graph, policy);
  if (!statements) return [{ unknown: `the policy of ${name} is known only at apply` }];
  if (statements.some((statement) => isAbout("Deny", statement)))
    return [{ missing: `the policy of ${name} refuses all` }];
  const isOpen = statements.some((statement) => isAbout("Allow", statement));
  if (!isOpen || statements.some(({ effect }) => effect === "Deny"))
    return [{ unknown: `the policy of ${name} may refuse it` }];
  return [{ passes: `the policy of ${name} allows all` }];
}

/** Whether a statement is about everybody, everything, and under all circumstances. */
function isAbout(wanted: "Allow" | "Deny", { effect, actions, resources, principals, conditions }: PolicyStatement) {
  const isEverybody = principals.some(({ identifiers }) => identifiers.includes("*"));
  return (
    effect === wanted &&
    isEverybody &&
    actions.includes("*") &&
    resources.some((resource) => resource === "*") &&
    conditions.length === 0
  );
}
