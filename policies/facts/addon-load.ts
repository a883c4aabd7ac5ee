import { type AddonPods, addonPods } from "../../schema/catalogue/addon-pods.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { acceleratorOf } from "../../schema/model/node-pool.ts";
import { addonNames } from "./addon-names.ts";
import { type Capacity, noCapacity, plus } from "./capacity.ts";
import type { NodeGroup } from "./node-pools.ts";

/** What the add-ons of a system take of its nodes. */
export interface AddonLoad {
  /** Their pods on each node of a group. */
  onNode(group: Pick<NodeGroup, "instances">): Capacity;
  /** Their other pods, which run wherever any pod may. */
  readonly inCluster: Capacity;
}

/** What the add-ons that a graph installs ask for. */
export function addonLoad(graph: ResourceGraph): AddonLoad {
  const all: Readonly<Record<string, AddonPods>> = addonPods;
  const installed = [...addonNames(graph)].flatMap((name) => all[name] ?? []);
  const daemons = installed.flatMap(({ onNodes = [] }) => onNodes);
  const controllers = installed.flatMap(({ inCluster = [] }) => inCluster);
  return {
    onNode: (group) =>
      daemons
        .filter(({ accelerator }) => accelerator === undefined || accelerator === acceleratorOf(group))
        .reduce((sum, { millicores, memory }) => plus(sum, { millicores, memory, pods: 1, gpus: 0 }), noCapacity),
    inCluster: controllers.reduce(
      (sum, { replicas, millicores, memory }) => plus(sum, { millicores, memory, pods: 1, gpus: 0 }, replicas),
      noCapacity,
    ),
  };
}
