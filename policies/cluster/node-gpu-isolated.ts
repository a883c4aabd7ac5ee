import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { gpuResource, hasGpus, isOpen } from "../../schema/model/node-pool.ts";
import { namesOf, setTo } from "../facts/evidence.ts";
import { type Guest, judgeGuests, type PlacedPods } from "../facts/guests.ts";
import type { NodeVerdict } from "../facts/judge-nodes.ts";
import { type DeployedPool, judgePools, type NodeGroup } from "../facts/node-pools.ts";
import { podRequest } from "../facts/pod-request.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/** Nodes with GPUs are for pods that ask for one. */
export const nodeGpuIsolated = defineRule({
  id: "node-gpu-isolated",
  title: "Nodes with GPUs are kept for pods that ask for one",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A node with GPUs costs several times what another does. A pod that needs none can keep it from being scaled down, or take the memory that a GPU's pod was to have.",
  remediation:
    "Leave `taints` of the pool out (it then has the taint `nvidia.com/gpu`) or write one of your own, and give each service there `resources: { gpu: 1 }`. What needs no GPU, every store among it, gets another `nodePool`.",
  anchors: [
    {
      control: "Kubernetes: nodes with special hardware",
      url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const { nodePools, guests } = facts;
    if (nodePools.every(({ groups }) => groups && !groups.some(hasGpus))) return [];
    return [
      ...judgePools(nodePools, judgePool),
      ...judgeGuests(guests, (pods, guest) => judgePods(graph, pods, guest)),
    ];
  },
});

function judgePool(groups: readonly NodeGroup[], { name }: DeployedPool): NodeVerdict | undefined {
  const own = groups.filter(hasGpus);
  if (own.length === 0) return undefined;
  const seen = own.map(({ instances, taints }) => {
    const written = taints.map(({ key, effect }) => `${key}:${effect}`).join(", ");
    return `${instances.join(", ")} → taints: ${written || "none"}`;
  });
  if (!own.some(isOpen)) return { proof: seen };
  return [
    {
      setting: ["taints"],
      key: "taint",
      message: `nodes of pool "${name}" have GPUs and take any pod`,
      expected: "a taint with the effect NoSchedule",
      actual: "none",
      seen,
    },
  ];
}

/**
 * Where nodes with GPUs take any pod, only one that is bound to them is to blame. A migration asks for no GPU and runs
 * where the pods do that it is for, so that one pod with a GPU is enough.
 */
function judgePods(
  graph: ResourceGraph,
  { pod, places }: PlacedPods,
  { type, name, pods, perhaps }: Guest,
): NodeVerdict | undefined {
  const group = places.find((each) => hasGpus(each) && (!isOpen(each) || (places.every(hasGpus) && isBound(pod))));
  if (!group) {
    if (perhaps.length === 0) return undefined;
    return { unknown: `whether it comes to nodes with GPUs of the pool ${namesOf(perhaps)} is known only at apply` };
  }
  const gpus = pods.map((each) => podRequest(graph, each.pod)?.gpus);
  const seen = `pool ${group.pool} → ${setTo(gpuResource, gpus.find(Boolean))}`;
  if (gpus.some(Boolean)) return { proof: seen };
  if (gpus.includes(undefined)) return { unknown: "what it asks for is known only at apply" };
  return [
    {
      setting: ["nodePool"],
      key: `pool:${group.pool}`,
      message: `${type} "${name}" runs on the GPU nodes of pool "${group.pool}" and asks for no GPU`,
      expected: type === "store" ? "another pool" : "resources.gpu, or another pool",
      actual: "no GPU",
      seen,
    },
  ];
}

function isBound({ spec }: PodTemplate): boolean {
  return spec.nodeSelector !== undefined || spec.affinity?.nodeAffinity !== undefined;
}
