import type { InstanceFamily } from "../catalogue/instance-family.ts";
import type { NodePool, ResolvedSpec, Service } from "./model.ts";
import { architectureOf, isOpen, isOpenToGpuPods } from "./node-pool.ts";

type Architecture = InstanceFamily["architecture"];

/** Where the pods of a service may run. */
export interface Placement {
  /** The pools that they may come to, by name. */
  readonly pools: readonly (readonly [name: string, pool: NodePool])[];
  /** The only architecture whose nodes they may come to, where the pools have two and the image has one. */
  readonly architecture?: Architecture;
}

/** What decides where pods may run. */
interface Pods {
  readonly nodePool?: Service["nodePool"];
  readonly resources: { readonly gpu?: number | undefined };
  readonly image: Pick<Service["image"], "platforms">;
}

/**
 * Where the pods of a service may run: in the pool that it names, else in every pool whose taints let them in. Pods that
 * ask for a GPU tolerate the taint of such pools, and stay away from others.
 */
export function placementOf(spec: ResolvedSpec, service: Pods): Placement {
  const pools = Object.entries(spec.cluster.nodePools).filter(([name, pool]) => {
    if (service.nodePool !== undefined) return name === service.nodePool;
    return service.resources.gpu === undefined ? isOpen(pool) : isOpenToGpuPods(pool);
  });
  const architectures = new Set(pools.map(([, pool]) => architectureOf(pool)));
  const [only, ...others] = architecturesOf(service);
  if (architectures.size < 2 || only === undefined || others.length > 0) return { pools };
  return { pools: pools.filter(([, pool]) => architectureOf(pool) === only), architecture: only };
}

/** The architectures that a service's image is built for. */
export function architecturesOf({ image }: Pick<Pods, "image">): Architecture[] {
  return image.platforms.map((platform) => (platform === "linux/arm64" ? "arm64" : "amd64"));
}
