import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { NodePool } from "../../schema/model/model.ts";
import { architectureOf } from "../../schema/model/node-pool.ts";
import type { RuleResult } from "../rule.ts";
import { judgeNodes, type NodeVerdict } from "./judge-nodes.ts";
import { items, knownText } from "./known.ts";
import { label, specItem } from "./spec-item.ts";

/** A managed node group as it is deployed, in the words of the spec's node pools. */
export interface NodeGroup extends Pick<NodePool, "instances" | "capacity" | "size" | "taints"> {
  readonly address: Address;
  readonly name: string;
  /** The pool that it belongs to, as the spec names it. */
  readonly pool: string;
  /** The labels of its nodes, with those that follow from what they are. */
  readonly labels: Readonly<Record<string, string>>;
  /** The zones of its subnets; `undefined` for one that is known only at apply. */
  readonly zones: readonly (string | undefined)[];
}

/** A node pool of the spec as it is deployed: one node group, or one in each zone. */
export interface DeployedPool {
  readonly type: "node pool";
  readonly name: string;
  /** Of its first group. */
  readonly address: Address;
  readonly origin: TerraformNode["origin"];
  /** `undefined` where something of a group is known only at apply. */
  readonly groups: readonly NodeGroup[] | undefined;
}

/** Every node pool, read back from its node groups: an override of one counts. */
export function nodePools(graph: ResourceGraph): readonly DeployedPool[] {
  const pools = groupBy(graph.resources("aws_eks_node_group"), ({ origin }) => specItem(origin).join("."));
  return [...pools.values()].flatMap((nodes) => {
    const [first] = nodes;
    if (!first) return [];
    const origin = specItem(first.origin);
    const groups = nodes.map((node) => readGroup(graph, node));
    return [
      {
        type: "node pool" as const,
        name: String(origin.at(-1)),
        address: first.address,
        origin,
        groups: groups.every((group) => group !== undefined) ? groups : undefined,
      },
    ];
  });
}

/** Asks one question of each pool. A pool that the question is not about gives `undefined`. */
export function judgePools(
  pools: readonly DeployedPool[],
  judge: (groups: readonly NodeGroup[], pool: DeployedPool) => NodeVerdict | undefined,
): RuleResult[] {
  return judgeNodes(pools, (pool) => {
    if (!pool.groups) return { unknown: "what its nodes are like is known only at apply" };
    return judge(pool.groups, pool);
  });
}

/** The size of a whole pool: its zones share it. */
export function sizeOf(groups: readonly NodeGroup[]): NodeGroup["size"] {
  const sum = (bound: keyof NodeGroup["size"]): number => groups.reduce((total, { size }) => total + size[bound], 0);
  return { min: sum("min"), desired: sum("desired"), max: sum("max") };
}

/** EKS launches t3.medium where a group names no type. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
function readGroup(graph: ResourceGraph, node: TerraformNode<"aws_eks_node_group">): NodeGroup | undefined {
  const { instanceTypes = ["t3.medium"], capacityType = "ON_DEMAND", scalingConfig, taint, labels } = node.config;
  const instances = items<unknown>(instanceTypes)?.map((type) => knownText(graph, type));
  const capacity = knownText(graph, capacityType);
  const { minSize, desiredSize, maxSize } = scalingConfig ?? {};
  const [min, desired, max] = [minSize, desiredSize, maxSize].map((size) => Number(knownText(graph, size)));
  const taints = items<object>(taint)?.map((each) => readTaint(graph, each));
  const own = Object.entries(labels ?? {}).map(([key, value]) => [key, knownText(graph, value)] as const);
  if (!isKnown(instances) || !isKnown(taints) || !isKnown(own.map(([, value]) => value))) return undefined;
  if (capacity === undefined || !Number.isInteger(min) || !Number.isInteger(desired) || !Number.isInteger(max))
    return undefined;
  return {
    address: node.address,
    name: label(node),
    pool: String(specItem(node.origin).at(-1)),
    instances,
    capacity: capacity === "SPOT" ? "spot" : "on-demand",
    size: { min: Number(min), desired: Number(desired), max: Number(max) },
    labels: { ...labelsOf(instances, capacity), ...(Object.fromEntries(own) as Record<string, string>) },
    taints,
    zones: zonesOf(graph, node),
  };
}

function isKnown<Item>(list: readonly (Item | undefined)[] | undefined): list is readonly Item[] {
  return list?.every((item) => item !== undefined) === true;
}

function readTaint(graph: ResourceGraph, taint: object): NodePool["taints"][number] | undefined {
  const { key, value = "", effect } = taint as Readonly<Record<string, unknown>>;
  const [name, text, written] = [key, value, effect].map((leaf) => knownText(graph, leaf));
  if (name === undefined || text === undefined || written === undefined) return undefined;
  return { key: name, value: text, effect: effects[written] ?? "NoSchedule" };
}

/** EKS spells the effects of taints in its own way. */
const effects: Readonly<Record<string, NodePool["taints"][number]["effect"]>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};

/** https://kubernetes.io/docs/reference/labels-annotations-taints/ */
function labelsOf(instances: readonly string[], capacity: string): Record<string, string> {
  const architectures = new Set(instances.map((instance) => architectureOf({ instances: [instance] })));
  const [architecture = "amd64", ...others] = architectures;
  return {
    "kubernetes.io/os": "linux",
    ...(others.length === 0 && { "kubernetes.io/arch": architecture }),
    "eks.amazonaws.com/capacityType": capacity,
  };
}

function zonesOf(graph: ResourceGraph, { config }: TerraformNode<"aws_eks_node_group">): NodeGroup["zones"] {
  const subnets = items<unknown>(config.subnetIds) ?? [undefined];
  return subnets.map((id) => knownText(graph, graph.follow(id, "aws_subnet")?.config.availabilityZone));
}
