import type { ResolvedSpec, Service } from "../../schema/model/model.ts";
import { gpuResource } from "../../schema/model/node-pool.ts";
import { placementOf } from "../../schema/model/placement.ts";
import { gpuLabel } from "../addons/nvidia-device-plugin.ts";
import { nodePoolLabel } from "../aws/node-pools.ts";

/** Which nodes a pod is for, and whose taints it tolerates. */
interface Scheduling {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}

interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/**
 * Where the pods of a service run: in the pool that it names, with that pool's taints tolerated; where it names none, in
 * any pool with GPUs if it asks for one, and on nodes of its image's architecture if there are others.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export function scheduling(spec: ResolvedSpec, service: Service): Scheduling {
  const { nodePool, resources } = service;
  if (nodePool !== undefined) {
    const taints = spec.cluster.nodePools[nodePool]?.taints ?? [];
    return {
      nodeSelector: { [nodePoolLabel]: nodePool },
      ...(taints.length > 0 && {
        tolerations: taints.map(({ key, value, effect }) => ({ key, operator: "Equal", value, effect })),
      }),
    };
  }
  const { architecture } = placementOf(spec, service);
  const nodeSelector = {
    ...(resources.gpu !== undefined && { [gpuLabel]: "true" }),
    ...(architecture && { "kubernetes.io/arch": architecture }),
  };
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(resources.gpu !== undefined && { tolerations: [{ key: gpuResource, operator: "Exists" }] }),
  };
}
