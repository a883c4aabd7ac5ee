import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { type PortRange, type Ports, readPorts } from "../ingress-rules.ts";
import { items, knownText } from "../known.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { type AddressRange, addressRange, holdsAll } from "./ranges.ts";

/** Whom a rule of a security group is about: other groups, ranges, or somebody known only at apply. */
interface GroupRule {
  readonly groups: ReadonlySet<Address>;
  readonly cidrs: readonly AddressRange[];
  readonly hasUnknown: boolean;
  /** Absent when they are known only at apply. */
  readonly ports?: readonly PortRange[];
}

/** One end of a connection, as a security group sees it. */
export type Peer = { readonly groups: readonly Address[] } | { readonly cidrs: readonly string[] };

type Way = "ingress" | "egress";

/** Whether a group lets a peer in, or lets its own out to one. */
export type GroupHop = (way: Way, group: Address, peer: Peer, port: number) => Hop;

/** Reads the rules of every security group once. */
export function groupHops(graph: ResourceGraph): GroupHop {
  const rules = { ingress: rulesByGroup(graph, "ingress"), egress: rulesByGroup(graph, "egress") };
  return (way, address, peer, port) => {
    const group = graph.node(address);
    const verb = way === "ingress" ? "admits" : "lets out to";
    if (group?.type !== "aws_security_group") return { unknown: "a security group is known only at apply" };
    const name = `security group ${label(group)}`;
    const other = peerText(graph, peer);
    const own = rules[way].get(address) ?? [];
    const fitting = own.filter(({ ports }) => ports === undefined || ports.some((each) => isIn(each, port)));
    const passing = fitting.find((rule) => rule.ports !== undefined && admits(rule, peer));
    if (passing) return { passes: `${name} ${verb} ${other}:${port}` };
    if (fitting.some((rule) => rule.hasUnknown || (!rule.ports && admits(rule, peer))))
      return { unknown: `a rule of ${name} is known only at apply` };
    return { missing: `${name} ${verb} nothing of ${other}:${port}` };
  };
}

function isIn({ from, to }: PortRange, port: number): boolean {
  return from <= port && port <= to;
}

function admits({ groups, cidrs }: GroupRule, peer: Peer): boolean {
  const holds = (wanted: string): boolean => cidrs.some((range) => holdsAll(range, wanted));
  if ("cidrs" in peer) return peer.cidrs.every(holds);
  // What carries a group has an address too: a rule for every address admits it.
  return peer.groups.some((group) => groups.has(group)) || cidrs.some(({ isInternet }) => isInternet);
}

function peerText(graph: ResourceGraph, peer: Peer): string {
  if ("cidrs" in peer) return peer.cidrs.join(" and ");
  const names = peer.groups.map((address) => graph.node(address)).map((node) => (node ? label(node) : "unknown"));
  return names.join(" or ");
}

function rulesByGroup(graph: ResourceGraph, way: Way): ReadonlyMap<Address, readonly GroupRule[]> {
  const found = new Map<Address, GroupRule[]>();
  const add = (group: Address, rule: GroupRule): void => {
    const list = found.get(group);
    if (list) list.push(rule);
    else found.set(group, [rule]);
  };
  for (const node of graph.resources(`aws_vpc_security_group_${way}_rule`)) {
    const group = graph.follow(node.config.securityGroupId, "aws_security_group");
    if (group) add(group.address, separateRule(graph, node.config));
  }
  for (const group of graph.resources("aws_security_group")) {
    const inline = items<InlineRule>(group.config[way]);
    if (!inline) add(group.address, { groups: new Set(), cidrs: [], hasUnknown: true });
    for (const rule of inline ?? []) add(group.address, inlineRule(graph, group, rule));
  }
  return found;
}

type Separate = TerraformNode<"aws_vpc_security_group_ingress_rule">["config"];

function separateRule(graph: ResourceGraph, config: Separate): GroupRule {
  const { referencedSecurityGroupId: other, cidrIpv4, prefixListId, ipProtocol: protocol, fromPort, toPort } = config;
  const sources = sourcesOf(graph, other === undefined ? [] : [other], cidrIpv4 === undefined ? [] : [cidrIpv4]);
  const hasUnknown = sources.hasUnknown || prefixListId !== undefined;
  return withPorts(graph, { ...sources, hasUnknown }, { protocol, fromPort, toPort });
}

interface InlineRule extends Ports {
  readonly cidrBlocks?: object;
  readonly securityGroups?: object;
  readonly prefixListIds?: unknown;
  readonly selfAttribute?: unknown;
}

function inlineRule(graph: ResourceGraph, group: TerraformNode<"aws_security_group">, rule: InlineRule): GroupRule {
  const lists = [items<unknown>(rule.securityGroups), items<unknown>(rule.cidrBlocks)];
  const sources = sourcesOf(graph, lists[0] ?? [], lists[1] ?? []);
  const groups = rule.selfAttribute === true ? new Set([...sources.groups, group.address]) : sources.groups;
  const hasUnknown = sources.hasUnknown || lists.includes(undefined) || rule.prefixListIds !== undefined;
  return withPorts(graph, { ...sources, groups, hasUnknown }, rule);
}

function sourcesOf(graph: ResourceGraph, groups: readonly unknown[], cidrs: readonly unknown[]) {
  const found = groups.map((each) => graph.follow(each, "aws_security_group")?.address);
  const texts = cidrs.map((each) => knownText(graph, each));
  return {
    groups: new Set(found.filter((each) => each !== undefined)),
    cidrs: texts.filter((each) => each !== undefined).map((each) => addressRange(each)),
    hasUnknown: found.includes(undefined) || texts.includes(undefined),
  };
}

function withPorts(graph: ResourceGraph, rule: GroupRule, written: Ports): GroupRule {
  const isUdp = ["udp", "17"].includes(String(written.protocol).toLowerCase());
  const ports = isUdp ? [] : readPorts(graph, written);
  return { ...rule, ...(ports && { ports }) };
}
