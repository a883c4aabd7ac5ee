import type { TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, eksBestPractice, tool } from "../anchors.ts";
import { internetReach, type Reach } from "../facts/internet-reach.ts";
import { items } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Nodes have no route from the internet: judged by routes, never by what a subnet is called. */
export const netNodesPrivateSubnets = defineRule({
  id: "net-nodes-private-subnets",
  title: "Nodes are in private subnets",
  group: "network",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A node in a subnet that routes to an internet gateway is one open security-group rule away from the internet. In a private subnet nothing outside can reach the kubelet or a node port, whatever the rules say.",
  remediation:
    "Give the pool `tier: private` and the network a `private` tier with `nat: per-zone` (or `single`), so that nodes still reach registries and AWS APIs.",
  anchors: [
    cisEks("5.4.3"),
    eksBestPractice("Deploy workers onto private subnets", "protecting-the-infrastructure"),
    tool("hardeneks", "deploy_workers_onto_private_subnets"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    const reachOf = internetReach(graph);
    return graph.resources("aws_eks_node_group").flatMap((group): RuleResult[] => {
      const subnetIds = items<unknown>(group.config.subnetIds);
      const target = specItem(group.origin);
      if (!subnetIds) return [{ verdict: "not-evaluated", target, reason: "its subnets are known only at apply" }];
      return subnetIds.map((id) => {
        const subnet = graph.follow(id, "aws_subnet");
        if (subnet) return judge(group, subnet, reachOf(subnet));
        return { verdict: "not-evaluated", target, reason: "one of its subnets is not in the graph" };
      });
    });
  },
});

function judge(
  group: TerraformNode<"aws_eks_node_group">,
  subnet: TerraformNode<"aws_subnet">,
  reach: Reach,
): RuleResult {
  const target = specItem(group.origin);
  if (reach.to === "unknown") return { verdict: "not-evaluated", target, reason: reach.reason };
  const evidence = [[`node pool ${label(group)}`, ...reach.steps].join(" → ")];
  if (reach.to === "nowhere") return { verdict: "compliant", target, evidence, resource: group.address };
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "tier"],
    key: `subnet:${label(subnet)}`,
    message: `node pool "${label(group)}" is in subnet "${label(subnet)}", which routes to the internet`,
    expected: "no route to an internet gateway",
    actual: reach.steps.slice(1).join(" → "),
    evidence,
    resource: group.address,
  };
}
