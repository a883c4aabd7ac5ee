import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import type { Facts } from "../facts.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { type Answer, alongHops, type Hop } from "./answer.ts";
import { type AwsApis, awsApis } from "./aws-api.ts";
import type { Database } from "./databases.ts";
import { type NodeNetwork, nodeNetwork } from "./node-network.ts";
import { inFromPod, outToPod, outToRanges } from "./pod-hops.ts";
import { indexPods, type PodIndex } from "./pod-index.ts";
import { type PodLinks, podLinks } from "./pod-links.ts";
import { anyPublicAddress, isPublic, liesIn } from "./ranges.ts";
import { type GroupHop, groupHops } from "./security-groups.ts";

/** The network as pods see it: their policies, security groups, routes and endpoints. */
export interface PodNetwork {
  readonly index: PodIndex;
  readonly nodes: NodeNetwork;
  readonly group: GroupHop;
  readonly awsApis: AwsApis;
  linksOf(pod: PodTemplate, way: "ingress" | "egress"): PodLinks;
  toPod(source: PodTemplate, target: PodTemplate, port: number): Answer;
  toDatabase(source: PodTemplate, database: Database): readonly Hop[];
  /** Whether any of some groups lets the nodes in. */
  groupsAdmitNodes(groups: readonly Address[], port: number): Hop;
  /** To all of some networks; to the internet when there is none. */
  toAddresses(source: PodTemplate, cidrs: readonly string[], port: number): readonly Hop[];
}

/** Reads the network out of a graph. What is asked of a pod is worked out when somebody asks. */
export function podNetwork(graph: ResourceGraph, facts: Facts): PodNetwork {
  const index = indexPods(graph, facts.pods);
  const linksOf = podLinks(graph, index);
  const group = groupHops(graph);
  const nodes = nodeNetwork(graph, facts, group);
  const vpcs = graph.resources("aws_vpc").flatMap(({ config }) => (config.cidrBlock ? [String(config.cidrBlock)] : []));
  const groupsAdmitNodes = (groups: readonly Address[], port: number): Hop => {
    if (groups.length === 0) return { unknown: "the security group is known only at apply" };
    const byGroup = groups.map((each) => group("ingress", each, { groups: nodes.groups }, port));
    const byRange = groups.map((each) => group("ingress", each, { cidrs: nodes.ranges }, port));
    const hops = [...byGroup, ...(nodes.ranges.length > 0 ? byRange : [])];
    return hops.find((hop) => "passes" in hop) ?? hops.find((hop) => "unknown" in hop) ?? hops[0] ?? closed;
  };
  const betweenNodes = new Map<number, readonly Hop[]>();
  const acrossNodes = (port: number): readonly Hop[] => {
    const own = { groups: nodes.groups };
    const hops = betweenNodes.get(port) ?? [nodes.letsOut(own, port), nodes.letsIn(own, port)];
    betweenNodes.set(port, hops);
    return hops;
  };
  return {
    index,
    nodes,
    group,
    linksOf,
    groupsAdmitNodes,
    awsApis: awsApis(graph, nodes, group),
    toPod: (source, target, port) =>
      alongHops([
        outToPod(source, linksOf(source, "egress"), target, port, nodes.ranges),
        ...acrossNodes(port),
        inFromPod(target, linksOf(target, "ingress"), source, port, nodes.ranges),
      ]),
    toDatabase(source, { port, groups, ranges }) {
      if (port === undefined) return [{ unknown: "the port of the database is known only at apply" }];
      if (ranges.length === 0) return [{ unknown: "the subnets of the database are known only at apply" }];
      return [
        outToRanges(source, linksOf(source, "egress"), ranges, port),
        nodes.letsOut({ groups }, port),
        groupsAdmitNodes(groups, port),
      ];
    },
    toAddresses(source, cidrs, port) {
      const wanted = cidrs.length > 0 ? cidrs : [anyPublicAddress];
      const outside = wanted.filter((cidr) => !liesIn(cidr, vpcs));
      const beyond = outside.filter((cidr) => cidr !== anyPublicAddress && !isPublic(cidr));
      return [
        outToRanges(source, linksOf(source, "egress"), wanted, port),
        nodes.letsOut({ cidrs: wanted }, port),
        ...(outside.length > beyond.length ? [nodes.wayOut] : []),
        ...beyond.map((cidr): Hop => ({ unknown: `no route of this system says how ${cidr} is reached` })),
      ];
    },
  };
}

const closed: Hop = { missing: "no security group admits the nodes" };
