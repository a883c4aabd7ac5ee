import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import type { Extent } from "../addresses.ts";
import { type GroupName, groupNames } from "../group-names.ts";
import { internetReach } from "../internet-reach.ts";
import { items, knownText } from "../known.ts";
import type { DeployedPool } from "../node-pools.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";
import { label, specItem } from "../spec-item.ts";
import { type Hop, sideBySide } from "./answer.ts";
import { type InternetEgress, internetEgress } from "./internet-egress.ts";
import { type Place, placeOf } from "./place.ts";
import { podPools } from "./pod-pools.ts";
import type { End } from "./security-groups.ts";

type Subnet = TerraformNode<"aws_subnet">;
type NodeGroup = TerraformNode<"aws_eks_node_group">;

/** Some nodes as the network sees them, and so the pods on them, which have addresses of their subnets and their groups. */
export interface Nodes {
  /** Tells them from others. */
  readonly key: string;
  /** One for all that have the same security groups. */
  readonly ends: readonly End[];
  /** `undefined` when a subnet is known only at apply. */
  readonly place: Place | undefined;
  readonly subnets: readonly Subnet[];
  /** Whether what they send to the internet gets there, subnet by subnet. */
  waysOut(extent: Extent): readonly Hop[];
  /** The same of them together. */
  wayOut(extent: Extent): Hop;
}

/** The nodes of a cluster. https://docs.aws.amazon.com/eks/latest/userguide/pod-networking.html */
export interface NodeNetwork {
  readonly all: Nodes;
  /** Those that a pod may come to. */
  of(pod: PodTemplate): Nodes;
  /** Those of one group. */
  ofGroup(group: NodeGroup): Nodes;
  /** The subnets that the internet can send to. */
  readonly publicSubnets: readonly Subnet[];
}

/** Reads the node groups with their launch templates and subnets. */
export function nodeNetwork(graph: ResourceGraph, pools: readonly DeployedPool[], internet: Place): NodeNetwork {
  const groups = graph.resources("aws_eks_node_group");
  const reach = internetReach(graph);
  const egress = internetEgress(graph, internet);
  const keyOf = (own: readonly NodeGroup[]): string => own.map((group) => groups.indexOf(group)).join();
  const nodesOf = remember((own: readonly NodeGroup[]) => readNodes(graph, egress, own, keyOf(own)));
  const poolsOf = podPools(pools, groups);
  return {
    all: nodesOf(groups),
    of: remember((pod: PodTemplate) => nodesOf(poolsOf(pod))),
    ofGroup: remember((group: NodeGroup) => nodesOf([group])),
    publicSubnets: graph.resources("aws_subnet").filter((subnet) => reach(subnet).to === "internet"),
  };
}

function readNodes(graph: ResourceGraph, egress: InternetEgress, groups: readonly NodeGroup[], key: string): Nodes {
  const read = groups.map((group) => ({ group, names: groupsOf(graph, group), subnets: subnetsOf(graph, group) }));
  const byNames = groupBy(read, ({ names }) => JSON.stringify(names));
  const subnets = distinct(read.flatMap((each) => each.subnets));
  const known = subnets.filter((subnet) => subnet !== undefined);
  const unknown: Hop = { unknown: "the nodes' subnets are known only at apply" };
  const waysOut = remember((extent: Extent): readonly Hop[] => [
    ...known.map((subnet) => egress(subnet, extent)),
    ...(known.length < subnets.length ? [unknown] : []),
  ]);
  return {
    key,
    ends: [...byNames.values()].map((same) => ({
      name: `nodes of ${[...new Set(same.map(({ group }) => `pool ${poolOf(group)}`))].join(" and ")}`,
      groups: same[0]?.names ?? [],
      place: placeOfSubnets(graph, distinct(same.flatMap((each) => each.subnets))),
    })),
    place: placeOfSubnets(graph, subnets),
    subnets: known,
    waysOut,
    wayOut: remember((extent: Extent) => sideBySide(waysOut(extent), extent) ?? unknown),
  };
}

/** The place that some subnets make up; `undefined` when one of them is known only at apply. */
export function placeOfSubnets(graph: ResourceGraph, subnets: readonly (Subnet | undefined)[]): Place | undefined {
  const cidrs = subnets.map((subnet) => knownText(graph, subnet?.config.cidrBlock));
  return cidrs.every((cidr) => cidr !== undefined) ? placeOf(cidrs) : undefined;
}

/** The subnets that something names; `undefined` in the place of one that is not in the graph. */
export function subnetsIn(graph: ResourceGraph, written: object | undefined): readonly (Subnet | undefined)[] {
  return items<unknown>(written)?.map((each) => graph.follow(each, "aws_subnet")) ?? [undefined];
}

function subnetsOf(graph: ResourceGraph, { config }: NodeGroup): readonly (Subnet | undefined)[] {
  return subnetsIn(graph, config.subnetIds);
}

/**
 * Of its launch template. A node group without any gets one that EKS makes.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-security-groups
 */
function groupsOf(graph: ResourceGraph, { config }: NodeGroup): readonly GroupName[] {
  const template = graph.follow(config.launchTemplate?.id, "aws_launch_template")?.config;
  const interfaces = items<{ securityGroups?: object }>(template?.networkInterfaces);
  const [first] = interfaces ?? [];
  return groupNames(graph, interfaces ? (first?.securityGroups ?? template?.vpcSecurityGroupIds) : {});
}

function poolOf(group: NodeGroup): string {
  return String(specItem(group.origin).at(-1) ?? label(group));
}

function distinct<Item>(list: readonly Item[]): readonly Item[] {
  return [...new Set(list)];
}
