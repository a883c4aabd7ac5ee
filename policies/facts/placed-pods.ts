import { parseBytes, parseCpu } from "../../schema/catalogue/quantity.ts";
import type { SpecPath } from "../../schema/finding.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { placementOf } from "../../schema/model/placement.ts";
import type { SpecStore } from "../../schema/stores/store-shape.ts";
import { type Capacity, demandOfPod, demandOfService, noCapacity, plus } from "./capacity.ts";

/** The pods of a service or of a store in the cluster, with the names of the pools that they may run in. */
export interface PlacedPods {
  readonly target: SpecPath;
  /** What one pod asks for. */
  readonly pod: Capacity;
  /** What all of them ask for, with their jobs. */
  readonly all: Capacity;
  readonly places: readonly string[];
}

/** Everything that the spec has run in the cluster. */
export function placedPods(spec: ResolvedSpec): readonly PlacedPods[] {
  const placesOf = (pods: Parameters<typeof placementOf>[1]) => placementOf(spec, pods).pools.map(([pool]) => pool);
  return [
    ...Object.entries(spec.services).map(([name, service]) => ({
      target: ["services", name],
      pod: demandOfPod(service),
      all: demandOfService(service),
      places: placesOf(service),
    })),
    ...Object.entries<SpecStore>(spec.stores).flatMap(([name, store]) => {
      const pod = demandOfStorePod(store);
      if (!pod) return [];
      const { shards = 1, replicas = 0, nodePool } = store;
      const all = plus(noCapacity, pod, shards * (1 + replicas));
      return [{ target: ["stores", name], pod, all, places: placesOf({ ...anywhere, nodePool }) }];
    }),
  ];
}

/** Images of stores are built for every architecture. */
const anywhere = { resources: {}, image: { platforms: [] }, init: {}, sidecars: {} };

function demandOfStorePod({ engine, resources }: SpecStore): Capacity | undefined {
  if (engine !== "in-cluster" || resources?.cpu === undefined || resources.memory === undefined) return undefined;
  return { millicores: parseCpu(resources.cpu), memory: parseBytes(resources.memory) / 2 ** 20, pods: 1, gpus: 0 };
}
