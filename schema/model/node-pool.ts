import { familyOf, type InstanceFamily } from "../catalogue/instance-family.ts";
import type { NodePool } from "./model.ts";

/** The taint that keeps other pods from nodes with GPUs, and the resource that pods ask for. */
export const gpuResource = "nvidia.com/gpu";

/** What a pool of GPU instances is tainted with where the spec says nothing of taints. */
export const gpuTaint = { key: gpuResource, value: "true", effect: "NoSchedule" } as const;

/** Whether a pool's nodes have NVIDIA GPUs. */
export function hasGpus(pool: Pick<NodePool, "instances">): boolean {
  return acceleratorOf(pool) === "nvidia";
}

/** The kind of accelerator that a pool's nodes have. All its instance types are of one kind. */
export function acceleratorOf({ instances }: Pick<NodePool, "instances">): InstanceFamily["accelerator"] {
  const family = familyOf(instances[0] ?? "");
  return "accelerator" in family ? family.accelerator : "none";
}

/** The processor architecture of a pool's nodes, as Kubernetes calls it. */
export function architectureOf({ instances }: Pick<NodePool, "instances">): InstanceFamily["architecture"] {
  const family = familyOf(instances[0] ?? "");
  return "architecture" in family ? family.architecture : "amd64";
}

/** Whether pods come to a pool that nothing binds to it: no taint keeps them away. */
export function isOpen(pool: Pick<NodePool, "taints">): boolean {
  return hardTaints(pool).length === 0;
}

/** Whether pods that ask for a GPU come to a pool that nothing binds to it: it has some, and no other taint. */
export function isOpenToGpuPods(pool: Pick<NodePool, "instances" | "taints">): boolean {
  return hasGpus(pool) && hardTaints(pool).every(({ key }) => key === gpuResource);
}

/** A taint that only asks to keep away keeps nobody. */
function hardTaints({ taints }: Pick<NodePool, "taints">): NodePool["taints"] {
  return taints.filter(({ effect }) => effect !== "PreferNoSchedule");
}
