import { allocatable, findInstanceType } from "../../schema/catalogue/instance-types.ts";
import { parseBytes, parseCpu } from "../../schema/catalogue/quantity.ts";
import type { InitContainer, NodePool, Service } from "../../schema/model/model.ts";
import { isJob } from "../../schema/model/workload.ts";

/** An amount of what a scheduler deals out. Memory is in MiB. */
export interface Capacity {
  readonly millicores: number;
  readonly memory: number;
  readonly pods: number;
  readonly gpus: number;
}

/** The parts of a capacity, with their names for people. */
export const dimensions = ["millicores", "memory", "pods", "gpus"] as const;

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

/** The first dimension in which a demand is more than there is. */
export function shortage(demand: Capacity, supply: Capacity): (typeof dimensions)[number] | undefined {
  return dimensions.find((dimension) => demand[dimension] > supply[dimension]);
}

/** Writes an amount in Kubernetes' own units: `2500m CPU`, `512Mi memory`, `17 pods`, `1 GPU`. */
export function showAmount(dimension: (typeof dimensions)[number], { [dimension]: amount }: Capacity): string {
  if (dimension === "millicores") return `${Math.round(amount)}m CPU`;
  if (dimension === "memory") return `${Math.round(amount)}Mi memory`;
  return dimension === "pods" ? `${amount} pods` : `${amount} GPU${amount === 1 ? "" : "s"}`;
}

/**
 * What one pod of a service asks for, with its sidecars; where a container that runs first asks for more, that.
 * https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function demandOfPod({ resources, init, sidecars }: Service): Capacity {
  const beside = Object.values(sidecars).reduce((sum, sidecar) => plus(sum, demandOf(sidecar)), noCapacity);
  const running = plus(beside, demandOf({ resources }));
  const starting = Object.values(init).map((container) => plus(beside, demandOf(container)));
  const most = (dimension: "millicores" | "memory"): number =>
    Math.max(...[running, ...starting].map((demand) => demand[dimension]));
  return { millicores: most("millicores"), memory: most("memory"), pods: 1, gpus: resources.gpu ?? 0 };
}

function demandOf({ resources }: Pick<InitContainer, "resources">): Capacity {
  const memory = parseBytes(resources.memory) / 2 ** 20;
  return { ...noCapacity, millicores: parseCpu(resources.cpu), memory };
}

/** What a service asks for with all its pods: one of a job; a migration, which takes no GPU, runs beside the others. */
export function demandOfService(service: Service): Capacity {
  const { scale, replicas, migrations } = service;
  const pod = demandOfPod(service);
  const pods = plus(noCapacity, pod, isJob(service) ? 1 : (scale?.max ?? replicas ?? 2));
  return migrations ? plus(pods, { ...pod, gpus: 0 }) : pods;
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
    nodes.push(plus({ ...allocatable(type), gpus: type.gpus }, daemons, -1));
  }
  return across(nodes, Math.min);
}

function across(amounts: readonly Capacity[], choose: (...numbers: readonly number[]) => number): Capacity {
  const chosen = (dimension: (typeof dimensions)[number]) => choose(...amounts.map((amount) => amount[dimension]));
  return {
    millicores: chosen("millicores"),
    memory: chosen("memory"),
    pods: chosen("pods"),
    gpus: chosen("gpus"),
  };
}
