import type { NodePool, Service } from "../../schema/model/model.ts";
import { hasGpus, isOpen } from "../../schema/model/node-pool.ts";
import { setTo } from "../facts/evidence.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Nodes with GPUs are for pods that ask for one. */
export const nodeGpuIsolated = defineRule({
  id: "node-gpu-isolated",
  title: "Nodes with GPUs are kept for pods that ask for one",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "model",
  rationale:
    "A node with GPUs costs several times what another does. A pod that needs none can keep it from being scaled down, or take the memory that a GPU's pod was to have.",
  remediation:
    "Leave `taints` of the pool out (it then has the taint `nvidia.com/gpu`) or write one of your own, and give each service there `resources: { gpu: 1 }`, or another `nodePool`.",
  anchors: [
    {
      control: "Kubernetes: nodes with special hardware",
      url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ model }) {
    const { services, cluster } = model.spec;
    const pools = Object.entries(cluster.nodePools).filter(([, pool]) => hasGpus(pool));
    return pools.flatMap(([name, pool]) => [judgePool(name, pool), ...judgeServices(name, services)]);
  },
});

function judgePool(name: string, pool: NodePool): RuleResult {
  const target = ["cluster", "nodePools", name];
  const taints = pool.taints.map(({ key, effect }) => `${key}:${effect}`).join(", ") || "none";
  const evidence = [`pool ${name} (${pool.instances.join(", ")}) → taints: ${taints}`];
  if (!isOpen(pool)) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "taints"],
    key: "taint",
    message: `nodes of pool "${name}" have GPUs and take any pod`,
    expected: "a taint with the effect NoSchedule",
    actual: "none",
    evidence,
  };
}

function judgeServices(pool: string, services: Readonly<Record<string, Service>>): RuleResult[] {
  return Object.entries(services)
    .filter(([, { nodePool }]) => nodePool === pool)
    .map(([name, { resources }]): RuleResult => {
      const target = ["services", name];
      const evidence = [`service ${name} → pool ${pool} → ${setTo("resources.gpu", resources.gpu)}`];
      if (resources.gpu !== undefined) return { verdict: "compliant", target, evidence };
      return {
        verdict: "not-compliant",
        target,
        path: [...target, "nodePool"],
        key: `pool:${pool}`,
        message: `service "${name}" runs on the GPU nodes of pool "${pool}" and asks for no GPU`,
        expected: "resources.gpu, or another pool",
        actual: "no GPU",
        evidence,
      };
    });
}
