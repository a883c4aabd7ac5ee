import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { about, fsbp, tool } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/**
 * Nothing lands in the VPC that every account has from the start: AWS puts there whatever names no VPC and no subnets
 * of its own. https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export const netNoDefaultVpc = defineRule({
  id: "net-no-default-vpc",
  title: "Nothing is placed in the default VPC",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "In the default VPC every subnet is public and gives out public addresses, and everybody who did not choose a network meets there.",
  remediation:
    "The VPC and its subnets follow from `network`. Remove an entry under `overrides` that takes the VPC or the subnets away from a resource.",
  anchors: [
    about(fsbp("ElastiCache.7"), "aws_elasticache_replication_group"),
    tool("Checkov", "CKV_AWS_148"),
    tool("Trivy", "AWS-0101"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return [
      ...judgeNodes(graph.resources("aws_security_group"), ({ name, config }) =>
        judge(graph, `security group "${label({ name })}"`, name, config.vpcId, "aws_vpc"),
      ),
      ...judgeNodes(graph.resources("aws_default_security_group"), ({ name, config }) =>
        judge(graph, "the default security group", name, config.vpcId, "aws_vpc"),
      ),
      ...judgeNodes(graph.resources("aws_db_instance"), ({ name, config }) =>
        judge(graph, `database "${label({ name })}"`, name, config.dbSubnetGroupName, "aws_db_subnet_group"),
      ),
      ...judgeNodes(graph.resources("aws_elasticache_replication_group"), ({ name, config }) =>
        judge(graph, `cache "${label({ name })}"`, name, config.subnetGroupName, "aws_elasticache_subnet_group"),
      ),
    ];
  },
});

/** What says where something is, by the type that it has to lead to. */
function judge(
  graph: ResourceGraph,
  what: string,
  name: string,
  place: unknown,
  type: "aws_vpc" | "aws_db_subnet_group" | "aws_elasticache_subnet_group",
): NodeVerdict {
  // The subnet group `default` is of that VPC, too.
  if (place === undefined || place === "default")
    return [
      {
        key: label({ name }),
        message: `${what} is placed in the default VPC`,
        expected: `a reference to ${type}`,
        actual: place === undefined ? "nothing that says where it is" : "the group default",
      },
    ];
  const found = graph.follow(place, type);
  return found ? { proof: `${type} ${found.name}` } : { unknown: "the network that it is in is not in the graph" };
}
