import { allocatable, findInstanceType } from "../../schema/catalogue/instance-types.ts";
import { parseBytes, parseCpu } from "../../schema/catalogue/quantity.ts";
import type { NodePool, Service } from "../../schema/model/model.ts";
import { isJob } from "../../schema/model/workload.ts";

/** An amount of what a scheduler deals out. Memory is in MiB. */
export interface Capacity {
  readonly millicores: number;
  readonly memory: number;
  readonly pods: number;
}

/** The parts of a capacity, with their names for people. */
export const dimensions = ["millicores", "memory", "pods"] as const;

/** Nothing of anything. */
export const noCapacity: Capacity = { millicores: 0, memory: 0, pods: 0 };

/** Adds, `times` over. */
export function plus(left: Capacity, right: Capacity, times = 1): Capacity {
  return {
    millicores: left.millicores + right.millicores * times,
    memory: left.memory + right.memory * times,
    pods: left.pods + right.pods * times,
  };
}

/** The first dimension in which a demand is more than there is. */
export function shortage(demand: Capacity, supply: Capacity): (typeof dimensions)[number] | undefined {
  return dimensions.find((dimension) => demand[dimension] > supply[dimension]);
}

/** Writes an amount in Kubernetes' own units: `2500m CPU`, `512Mi memory`, `17 pods`. */
export function showAmount(dimension: (typeof dimensions)[number], { [dimension]: amount }: Capacity): string {
  if (dimension === "millicores") return `${Math.round(amount)}m CPU`;
  return dimension === "memory" ? `${Math.round(amount)}Mi memory` : `${amount} pods`;
}

/** What one pod of a service asks for. */
export function demandOfPod({ resources }: Service): Capacity {
  return { millicores: parseCpu(resources.cpu), memory: parseBytes(resources.memory) / 2 ** 20, pods: 1 };
}

/** The most pods that a service has at once: one of a job; a migration runs beside the others. */
export function mostPods(service: Service): number {
  const { scale, replicas, migrations } = service;
  if (isJob(service)) return 1;
  return (scale?.max ?? replicas ?? 2) + (migrations ? 1 : 0);
}

/**
 * What one node of a pool leaves to services once its daemon pods run. Of several instance types the smallest of each
 * dimension counts, because any of them may be launched. A name is given instead for a type that nobody knows.
 */
export function nodeCapacity(pool: NodePool, daemons: Capacity): Capacity | { readonly unknownType: string } {
  const nodes: Capacity[] = [];
  for (const name of pool.instances) {
    const type = findInstanceType(name);
    if (!type) return { unknownType: name };
    nodes.push(plus(allocatable(type), daemons, -1));
  }
  const smallest = (dimension: (typeof dimensions)[number]): number =>
    Math.min(...nodes.map((node) => node[dimension]));
  return { millicores: smallest("millicores"), memory: smallest("memory"), pods: smallest("pods") };
}
