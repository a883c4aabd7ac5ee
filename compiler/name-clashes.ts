import type { SpecProblem } from "../schema/finding.ts";
import { SharedAddressError } from "../schema/graph/create-graph.ts";
import type { GraphNode, ResourceGraph } from "../schema/graph/graph.ts";
import type { TerraformType } from "../schema/graph/terraform-types.ts";
import { formatSpecPath } from "../schema/spec-path.ts";

/**
 * Where AWS allows a name only once in an account and region, or in a VPC: the second would be refused, twenty minutes
 * into an apply.
 */
const namedBy: { readonly [Type in TerraformType]?: string } = {
  aws_cloudwatch_log_group: "name",
  aws_db_instance: "identifier",
  aws_ecr_repository: "name",
  aws_elasticache_replication_group: "replicationGroupId",
  aws_iam_role: "name",
  aws_kms_alias: "name",
  aws_launch_template: "name",
  aws_secretsmanager_secret: "name",
  aws_security_group: "name",
  aws_sqs_queue: "name",
};

/** Parts of a spec whose resources would have one name in AWS, such as a service called `cluster`. */
export function nameClashes(graph: ResourceGraph): readonly SpecProblem[] {
  return Object.entries(namedBy).flatMap(([type, argument]) => {
    const first = new Map<unknown, GraphNode>();
    return graph.resources(type as TerraformType).flatMap((node) => {
      const name = (node.config as Readonly<Record<string, unknown>>)[argument];
      if (typeof name !== "string") return [];
      const other = first.get(name);
      if (!other) first.set(name, node as GraphNode);
      return other ? [clash([other, node as GraphNode], `a ${type} called "${name}"`)] : [];
    });
  });
}

/** The same for names that come together before there is a graph. Any other error is passed on. */
export function addressClash(error: unknown): SpecProblem {
  if (!(error instanceof SharedAddressError)) throw error;
  return clash(error.nodes, `"${error.nodes[0].address}"`);
}

function clash([first, second]: readonly [GraphNode, GraphNode], what: string): SpecProblem {
  // A service or a store is easier to rename than a part of the cluster or of the network.
  const isFixed = ({ origin }: GraphNode): boolean => ["cluster", "network"].includes(String(origin[0]));
  const [other, named] = isFixed(second) ? [second, first] : [first, second];
  return {
    code: "conflict",
    path: named.origin.slice(0, isFixed(named) ? 3 : 2),
    atKey: true,
    message: `"${formatSpecPath(named.origin)}" and "${formatSpecPath(other.origin)}" would both make ${what}`,
    help: "give one of the two another name",
  };
}
