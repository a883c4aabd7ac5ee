import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import type { Facts } from "../facts.ts";
import { internetReach } from "../internet-reach.ts";
import { items, knownText } from "../known.ts";
import { label } from "../spec-item.ts";
import { alongHops, type Hop } from "./answer.ts";
import type { GroupHop, Peer } from "./security-groups.ts";

type Subnet = TerraformNode<"aws_subnet">;

/** The nodes as the network sees them: their groups, their subnets, and the way out of those. */
export interface NodeNetwork {
  /** The security groups that every node has, one of each launch template. */
  readonly groups: readonly Address[];
  /** The ranges that pods have their addresses from. */
  readonly ranges: readonly string[];
  /** The ranges of the subnets that the internet can send to. */
  readonly publicRanges: readonly string[];
  readonly subnets: readonly Subnet[];
  /** Whether every node's group lets a connection out. */
  letsOut(peer: Peer, port: number): Hop;
  /** Whether every node's group lets a connection in. */
  letsIn(peer: Peer, port: number): Hop;
  /** Whether every subnet of nodes leads to the internet. */
  readonly wayOut: Hop;
}

/** Pods have addresses of their nodes' subnets and their nodes' security groups. https://docs.aws.amazon.com/eks/latest/userguide/pod-networking.html */
export function nodeNetwork(graph: ResourceGraph, facts: Pick<Facts, "natPaths">, hop: GroupHop): NodeNetwork {
  const groups = [...new Set(graph.resources("aws_launch_template").flatMap((node) => groupsOf(graph, node)))];
  const written = graph.resources("aws_eks_node_group").flatMap(({ config }) => items<unknown>(config.subnetIds) ?? []);
  const found = written.map((each) => graph.follow(each, "aws_subnet"));
  const subnets = [...new Map(found.flatMap((node) => (node ? [[node.address, node] as const] : []))).values()];
  const reach = internetReach(graph);
  const isPublic = (subnet: Subnet): boolean => reach(subnet).to === "internet";
  const each = (way: "ingress" | "egress", peer: Peer, port: number): Hop =>
    allOf(
      groups.map((group) => hop(way, group, peer, port)),
      "the nodes' security group is known only at apply",
    );
  const isKnown = found.length > 0 && !found.includes(undefined);
  return {
    groups,
    subnets,
    ranges: rangesOf(graph, subnets),
    publicRanges: rangesOf(graph, graph.resources("aws_subnet").filter(isPublic)),
    letsOut: (peer, port) => each("egress", peer, port),
    letsIn: (peer, port) => each("ingress", peer, port),
    wayOut: isKnown
      ? allOf(
          subnets.map((subnet): Hop => {
            const nat = facts.natPaths.get(subnet.address);
            if (nat) return { passes: `subnet ${label(subnet)} → NAT gateway ${label(nat.gateway)} → internet` };
            const own = reach(subnet);
            if (own.to === "internet") return { passes: own.steps.join(" → ") };
            if (own.to === "unknown") return { unknown: own.reason };
            return { missing: `subnet ${label(subnet)} has no route to the internet` };
          }),
          "the nodes' subnets are known only at apply",
        )
      : { unknown: "the nodes' subnets are known only at apply" },
  };
}

/** All of several at once, which say the same: the steps of the first are enough for people. */
export function allOf(hops: readonly Hop[], whenNone: string): Hop {
  const [first] = hops;
  if (!first) return { unknown: whenNone };
  const all = alongHops(hops);
  if (all.reaches === "yes") return first;
  return all.reaches === "no" ? { missing: all.missing } : { unknown: all.reason };
}

/** The known ranges of subnets, sorted as they stand in the graph. */
export function rangesOf(graph: ResourceGraph, subnets: readonly Subnet[]): readonly string[] {
  return subnets.map(({ config }) => knownText(graph, config.cidrBlock)).filter((cidr) => cidr !== undefined);
}

function groupsOf(graph: ResourceGraph, { config }: TerraformNode<"aws_launch_template">): readonly Address[] {
  const interfaces = items<{ securityGroups?: object }>(config.networkInterfaces) ?? [];
  const written = [
    ...(items<unknown>(config.vpcSecurityGroupIds) ?? []),
    ...interfaces.flatMap(({ securityGroups }) => items<unknown>(securityGroups) ?? []),
  ];
  return written.flatMap((each) => graph.follow(each, "aws_security_group")?.address ?? []);
}
