import { count } from "../../schema/count.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { groupBy } from "../facts/group-by.ts";
import { items, knownText } from "../facts/known.ts";
import { placedPods } from "../facts/placed-pods.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** In production a pool outlives the loss of a zone, and can grow in the zone where a volume is. */
export const nodePoolMultiAz = defineRule({
  id: "node-pool-multi-az",
  title: "Node pools span two zones at least",
  group: "cluster",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "When a zone fails, everything that runs only there stops until the zone is back. A volume never leaves its zone: the autoscaler cannot choose the zone of a new node where one group spans several, and a pod may wait for ever for a node beside its volume.",
  remediation:
    "Give the network, and the tier of the pool, two `zones` or more. Say `perZone: true` of a pool whose pods have volumes, or give it a fixed size.",
  anchors: [
    fsbp("AutoScaling.2"),
    eksBestPractice("Spread worker nodes and workloads across multiple AZs", "data-plane"),
    eksBestPractice("Ensure ability to launch Nodes in each AZ when using EBS volumes", "data-plane"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { minimumZones: 2 },
  check({ graph, model, parameters }) {
    const pools = groupBy(graph.resources("aws_eks_node_group"), ({ origin }) => specItem(origin).join("."));
    return [
      ...[...pools.values()].map((groups) => judge(graph, groups, parameters.minimumZones)),
      ...judgeVolumes(model.spec),
    ];
  },
});

/** Only an autoscaler takes nodes away and adds them again, perhaps elsewhere. */
function judgeVolumes(spec: ResolvedSpec): RuleResult[] {
  if (!spec.cluster.addons["cluster-autoscaler"]) return [];
  const withVolumes = placedPods(spec).filter(
    ({ target: [section, name = ""] }) => section === "stores" || spec.services[name]?.stateful,
  );
  return Object.entries(spec.cluster.nodePools).flatMap(([name, { perZone, size, tier }]): RuleResult[] => {
    const here = withVolumes.filter(({ places }) => places.includes(name)).map(({ target }) => target.join("."));
    const zones = spec.network.tiers[tier]?.zones ?? [];
    if (here.length === 0) return [];
    const target = ["cluster", "nodePools", name];
    const evidence = here.map((pods) => `${pods} → has volumes → may run in pool ${name}`);
    if (perZone || size.min === size.max || zones.length < 2) {
      const grows = perZone
        ? "a node group in each zone"
        : size.min === size.max
          ? count(size.max, "node")
          : zones.join(", ");
      return [{ verdict: "compliant", target, evidence: [...evidence, `pool ${name} → ${grows}`] }];
    }
    return [
      {
        verdict: "not-compliant",
        target,
        path: [...target, "perZone"],
        key: "volumes",
        message: `pool "${name}" grows in any of ${zones.length} zones, and pods with volumes need it to grow in theirs`,
        expected: "perZone: true, or a fixed size",
        actual: "one node group over all zones",
        evidence: [...evidence, `pool ${name} → one node group → ${zones.join(", ")}`],
      },
    ];
  });
}

type NodeGroup = TerraformNode<"aws_eks_node_group">;

function judge(graph: ResourceGraph, groups: readonly NodeGroup[], least: number): RuleResult {
  const [first] = groups;
  const target = specItem(first?.origin ?? []);
  const zones = new Set(groups.flatMap((group) => zonesOf(graph, group)));
  if (zones.has(undefined)) return { verdict: "not-evaluated", target, reason: "its zones are known only at apply" };
  const evidence = groups.map((group) => `node pool ${label(group)} → ${zonesOf(graph, group).join(", ")}`);
  if (zones.size >= least) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    key: "zones",
    message: `the nodes of pool "${first ? label(first) : ""}" are in ${count(zones.size, "zone")}`,
    expected: `at least ${count(least, "zone")}`,
    actual: [...zones].join(", "),
    evidence,
    ...(first && { resource: first.address }),
  };
}

/** The zones of a group's subnets, in their order; `undefined` for one that is known only at apply. */
function zonesOf(graph: ResourceGraph, { config }: NodeGroup): readonly (string | undefined)[] {
  const subnets = items<unknown>(config.subnetIds) ?? [undefined];
  return subnets.map((id) => knownText(graph, graph.follow(id, "aws_subnet")?.config.availabilityZone));
}
