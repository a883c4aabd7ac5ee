import type { InstanceFamily } from "../catalogue/instance-family.ts";
import type { NodePool, ResolvedSpec, Service } from "./model.ts";
import { architectureOf, isOpen, isOpenToGpuPods } from "./node-pool.ts";

type Architecture = InstanceFamily["architecture"];

/** Where the pods of a service may run. */
export interface Placement {
  /** The pools that they may come to, by name. */
  readonly pools: readonly (readonly [name: string, pool: NodePool])[];
  /** The only architecture whose nodes they may come to, where the pools have two and their images have one in common. */
  readonly architecture?: Architecture;
}

/** A container of a pod, and what its image is built for. */
interface Built {
  readonly image: Pick<Service["image"], "platforms">;
}

/** What decides where pods may run. */
interface Pods extends Built {
  readonly nodePool?: Service["nodePool"];
  readonly resources: { readonly gpu?: number | undefined };
  readonly init: Readonly<Record<string, Built>>;
  readonly sidecars: Readonly<Record<string, Built>>;
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
  const ofNodes = new Set(pools.map(([, pool]) => architectureOf(pool)));
  const [only, ...others] = commonArchitectures(service);
  if (ofNodes.size < 2 || only === undefined || others.length > 0) return { pools };
  return { pools: pools.filter(([, pool]) => architectureOf(pool) === only), architecture: only };
}

/** The architectures that an image is built for. */
export function architecturesOf({ platforms }: Built["image"]): readonly Architecture[] {
  return architectures.filter((architecture) => platforms.includes(`linux/${architecture}`));
}

const architectures: readonly Architecture[] = ["amd64", "arm64"];

/** The architectures that all containers of a pod are built for: there may be none. */
function commonArchitectures({ image, init, sidecars }: Pods): readonly Architecture[] {
  const images = [{ image }, ...Object.values(init), ...Object.values(sidecars)].map((container) => container.image);
  return architectures.filter((architecture) => images.every((each) => architecturesOf(each).includes(architecture)));
}
