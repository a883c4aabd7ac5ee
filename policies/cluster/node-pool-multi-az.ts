import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { groupBy } from "../facts/group-by.ts";
import { items, knownText } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** In production a pool outlives the loss of a zone. */
export const nodePoolMultiAz = defineRule({
  id: "node-pool-multi-az",
  title: "Node pools span two zones at least",
  group: "cluster",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale: "When a zone fails, everything that runs only there stops until the zone is back.",
  remediation: "Give the network, and the tier of the pool, two `zones` or more.",
  anchors: [
    fsbp("AutoScaling.2"),
    eksBestPractice("Spread worker nodes and workloads across multiple AZs", "data-plane"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { minimumZones: 2 },
  check({ graph, parameters }) {
    const pools = groupBy(graph.resources("aws_eks_node_group"), ({ origin }) => specItem(origin).join("."));
    return [...pools.values()].map((groups) => judge(graph, groups, parameters.minimumZones));
  },
});

type NodeGroup = TerraformNode<"aws_eks_node_group">;

function judge(graph: ResourceGraph, groups: readonly NodeGroup[], least: number): RuleResult {
  const [first] = groups;
  const target = specItem(first?.origin ?? []);
  const subnets = groups.flatMap(({ config }) => items<unknown>(config.subnetIds) ?? [undefined]);
  const zones = new Set(subnets.map((id) => knownText(graph, graph.follow(id, "aws_subnet")?.config.availabilityZone)));
  if (zones.has(undefined)) return { verdict: "not-evaluated", target, reason: "its zones are known only at apply" };
  if (zones.size >= least) return { verdict: "compliant", target };
  return {
    verdict: "not-compliant",
    target,
    key: "zones",
    message: `the nodes of pool "${first ? label(first) : ""}" are in ${zones.size === 1 ? "one zone" : `${zones.size} zones`}`,
    expected: `at least ${least} zones`,
    actual: [...zones].join(", "),
    ...(first && { resource: first.address }),
  };
}
