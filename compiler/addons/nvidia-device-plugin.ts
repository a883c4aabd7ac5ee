import type { ResolvedSpec } from "../../schema/model/model.ts";
import { gpuResource, hasGpus } from "../../schema/model/node-pool.ts";
import type { ChartAddon } from "./addon.ts";

/** The label that every node with NVIDIA GPUs has: the chart looks for it, too. */
export const gpuLabel = "nvidia.com/gpu.present";

/**
 * Tells Kubernetes how many GPUs a node has; without it, no pod gets one. The machine image has driver and container
 * toolkit. It calls nothing of AWS.
 * https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 * https://github.com/NVIDIA/k8s-device-plugin
 */
export const nvidiaDevicePlugin: ChartAddon = {
  kind: "chart",
  name: "nvidia-device-plugin",
  chart: "nvidia-device-plugin",
  repository: "https://nvidia.github.io/k8s-device-plugin",
  namespace: "kube-system",
  ownNamespace: false,
  neededBy: ({ cluster }) => Object.values(cluster.nodePools).some(hasGpus),
  versions: { "1.33": "0.18.2", "1.34": "0.18.2", "1.35": "0.18.2" },
  values: ({ model }) => ({
    nodeSelector: { [gpuLabel]: "true" },
    // A list replaces the chart's own.
    tolerations: taintsOf(model.spec).map((key) => ({ key, operator: "Exists" })),
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
  }),
};

/** The keys of every taint that a pool with GPUs has. */
function taintsOf({ cluster }: ResolvedSpec): string[] {
  const keys = Object.values(cluster.nodePools)
    .filter(hasGpus)
    .flatMap(({ taints }) => taints.map(({ key }) => key));
  return [...new Set([gpuResource, ...keys])];
}
