import { allocatable, findInstanceType } from "../../schema/catalogue/instance-types.ts";
import { count } from "../../schema/count.ts";
import type { NodePool } from "../../schema/model/model.ts";

/** An amount of what a scheduler deals out. Memory is in MiB. */
export interface Capacity {
  readonly millicores: number;
  readonly memory: number;
  readonly pods: number;
  readonly gpus: number;
}

/** What a node has room for, or why nobody can tell. */
export type Room = Capacity | { readonly unknown: string };

/** Whether nobody can tell what room there is. */
export function isUnknown(room: Room): room is Exclude<Room, Capacity> {
  return "unknown" in room;
}

/** The parts of a capacity, with their names for people. */
const dimensions = ["millicores", "memory", "pods", "gpus"] as const;
type Dimension = (typeof dimensions)[number];

/** Nothing of anything. */
export const noCapacity: Capacity = { millicores: 0, memory: 0, pods: 0, gpus: 0 };

/** Adds, `times` over. */
export function plus(left: Capacity, right: Capacity, times = 1): Capacity {
  return {
    millicores: left.millicores + right.millicores * times,
    memory: left.memory + right.memory * times,
    pods: left.pods + right.pods * times,
    gpus: left.gpus + right.gpus * times,
  };
}

/** The larger or largest of each dimension. */
export function most(amounts: readonly Capacity[]): Capacity {
  return across(amounts, Math.max);
}

/** What there is too much of a demand, in each dimension. */
export function excess(demand: Capacity, supply: Capacity): Capacity {
  return most([plus(demand, supply, -1), noCapacity]);
}

/** The first dimension in which a demand is more than there is. */
export function shortage(demand: Capacity, supply: Capacity): Dimension | undefined {
  return dimensions.find((dimension) => demand[dimension] > supply[dimension]);
}

/** The dimension in which a demand takes the largest share of what there is. */
export function tightest(demand: Capacity, supply: Capacity): Dimension {
  const share = (dimension: Dimension): number =>
    demand[dimension] === 0 ? 0 : demand[dimension] / Math.max(supply[dimension], 0);
  return dimensions.reduce((most, dimension) => (share(dimension) > share(most) ? dimension : most));
}

/** Writes an amount in Kubernetes' own units: `2500m CPU`, `512Mi memory`, `17 pods`, `1 GPU`. */
export function showAmount(dimension: Dimension, { [dimension]: amount }: Capacity): string {
  if (dimension === "millicores") return `${Math.round(amount)}m CPU`;
  if (dimension === "memory") return `${Math.round(amount)}Mi memory`;
  return count(amount, dimension === "pods" ? "pod" : "GPU");
}

/**
 * What one node of a group leaves to services once its daemon pods run. Of several instance types the smallest of each
 * dimension counts, because any of them may be launched.
 */
export function nodeRoom({ instances }: Pick<NodePool, "instances">, daemons: Capacity): Room {
  const nodes: Capacity[] = [];
  for (const name of instances) {
    const type = findInstanceType(name);
    if (!type) return { unknown: `nothing is known of the instance type "${name}"` };
    nodes.push(plus({ ...allocatable(type), gpus: type.gpus }, daemons, -1));
  }
  return across(nodes, Math.min);
}

function across(amounts: readonly Capacity[], choose: (...numbers: readonly number[]) => number): Capacity {
  const chosen = (dimension: Dimension) => choose(...amounts.map((amount) => amount[dimension]));
  return {
    millicores: chosen("millicores"),
    memory: chosen("memory"),
    pods: chosen("pods"),
    gpus: chosen("gpus"),
  };
}
