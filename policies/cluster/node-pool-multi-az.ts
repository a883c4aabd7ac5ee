import { count } from "../../schema/count.ts";
import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { addonNames } from "../facts/addon-names.ts";
import { namesOf } from "../facts/evidence.ts";
import type { PlacedPods } from "../facts/guests.ts";
import type { NodeVerdict } from "../facts/judge-nodes.ts";
import { items } from "../facts/known.ts";
import { judgePools, type NodeGroup } from "../facts/node-pools.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

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
  check({ graph, facts, parameters }) {
    const { nodePools, guests } = facts;
    // Only an autoscaler takes nodes away and adds them again, perhaps elsewhere.
    const withVolumes = addonNames(graph).has("cluster-autoscaler")
      ? guests.flatMap(({ target, pods }) =>
          pods.filter(({ pod }) => hasVolumes(graph, pod)).map((pod) => ({ target, ...pod })),
        )
      : [];
    return [
      ...judgePools(nodePools, (groups, { name }) => judgeZones(name, groups, parameters.minimumZones)),
      // Of a pool that is not known, it is said once.
      ...judgePools(
        nodePools.filter(({ groups }) => groups),
        (groups, { name }) => judgeVolumes(name, groups, withVolumes),
      ),
    ];
  },
});

function judgeZones(name: string, groups: readonly NodeGroup[], least: number): NodeVerdict {
  const zones = new Set(groups.flatMap((group) => group.zones));
  if (zones.has(undefined)) return { unknown: "its zones are known only at apply" };
  const seen = groups.map((group) => `node group ${group.name} → ${group.zones.join(", ")}`);
  if (zones.size >= least) return { proof: seen };
  return [
    {
      key: "zones",
      message: `the nodes of pool "${name}" are in ${zones.size === 1 ? "one zone" : `${zones.size} zones`}`,
      expected: `at least ${least} zones`,
      actual: [...zones].join(", "),
      seen,
    },
  ];
}

interface WithVolumes extends PlacedPods {
  readonly target: SpecPath;
}

function judgeVolumes(
  name: string,
  groups: readonly NodeGroup[],
  withVolumes: readonly WithVolumes[],
): NodeVerdict | undefined {
  const here = withVolumes.filter(({ places }) => groups.some((group) => places.includes(group)));
  if (here.length === 0) return undefined;
  const who = namesOf(here.map(({ target }) => formatSpecPath(target)));
  const seen = groups.map((group) => {
    const size =
      group.size.min === group.size.max
        ? count(group.size.max, "node")
        : `${group.size.min} to ${group.size.max} nodes`;
    return `volumes of ${who} → node group ${group.name} → ${size} → ${[...new Set(group.zones)].join(", ")}`;
  });
  const roaming = groups.find(({ size, zones }) => size.max > size.min && new Set(zones).size > 1);
  if (!roaming) return { proof: seen };
  const zones = new Set(roaming.zones).size;
  return [
    {
      setting: ["perZone"],
      key: "volumes",
      message: `pool "${name}" grows in any of ${zones} zones, and pods with volumes need it to grow in theirs`,
      expected: "perZone: true, or a fixed size",
      actual: "one node group over all zones",
      seen,
    },
  ];
}

/** Claims of its own, or the claim of somebody else. */
function hasVolumes(graph: ResourceGraph, { address, spec }: PodTemplate): boolean {
  const node = graph.node(address);
  const claims = node?.type === "StatefulSet" ? items(node.object.spec?.volumeClaimTemplates) : [];
  const volumes = items<{ persistentVolumeClaim?: unknown }>(spec.volumes) ?? [];
  return claims?.length !== 0 || volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
}
