import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { items, known, knownText } from "./known.ts";
import { label } from "./spec-item.ts";

/** A closed range of ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** One permission of a security group, whether written as a resource of its own or inside the group. */
export interface IngressRule {
  readonly group?: TerraformNode<"aws_security_group"> | TerraformNode<"aws_default_security_group">;
  readonly address: Address;
  readonly origin: SpecPath;
  /** Known address ranges. A rule that also names itself or another group still admits all of these. */
  readonly cidrs: readonly string[];
  /** Whether it also admits addresses that are known only at apply, e.g. those of a prefix list. */
  readonly admitsUnknown: boolean;
  /** Absent when protocol or ports are known only at apply; empty for protocols without ports, e.g. ICMP. */
  readonly ports?: readonly PortRange[];
}

/** Every ingress rule in the graph, in one shape. */
export function ingressRules(graph: ResourceGraph): IngressRule[] {
  const separate = graph.resources("aws_vpc_security_group_ingress_rule").map((rule) => separateRule(graph, rule));
  const groups = [...graph.resources("aws_security_group"), ...graph.resources("aws_default_security_group")];
  return [...separate, ...groups.flatMap((group) => inlineRules(graph, group, group.config.ingress))];
}

/** What a rule says, as evidence: `security group nodes → network/…nodes_443 → port 443 → 10.0.0.0/16`. */
export function ruleSteps({ group, address, cidrs, ports, admitsUnknown }: IngressRule): string {
  const from = cidrs.join(", ") || (admitsUnknown ? "addresses known only at apply" : "named groups only");
  return [...(group ? [`security group ${label(group)}`] : []), address, portsText(ports), from].join(" → ");
}

function portsText(ports: IngressRule["ports"]): string {
  if (!ports) return "ports known only at apply";
  const texts = ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  return texts.length > 0 ? `port ${texts.join(", ")}` : "no port";
}

/** Every egress rule in the graph, in the same shape: its addresses are those that may be called. */
export function egressRules(graph: ResourceGraph): IngressRule[] {
  const separate = graph.resources("aws_vpc_security_group_egress_rule").map((rule) => separateRule(graph, rule));
  const groups = [...graph.resources("aws_security_group"), ...graph.resources("aws_default_security_group")];
  return [...separate, ...groups.flatMap((group) => inlineRules(graph, group, group.config.egress))];
}

function separateRule(
  graph: ResourceGraph,
  {
    address,
    origin,
    config,
  }: TerraformNode<"aws_vpc_security_group_ingress_rule"> | TerraformNode<"aws_vpc_security_group_egress_rule">,
): IngressRule {
  const group = graph.follow(config.securityGroupId, "aws_security_group");
  const { cidrIpv4, cidrIpv6, prefixListId, ipProtocol: protocol, fromPort, toPort } = config;
  const sources = readSources(graph, [cidrIpv4, cidrIpv6], prefixListId !== undefined);
  const ports = readPorts(graph, { protocol, fromPort, toPort });
  return { address, origin, ...(group && { group }), ...sources, ...(ports && { ports }) };
}

function inlineRules(
  graph: ResourceGraph,
  group: NonNullable<IngressRule["group"]>,
  written: object | undefined,
): IngressRule[] {
  const { address, origin } = group;
  const inline = items<InlineRule>(written);
  if (!inline) return [{ group, address, origin, cidrs: [], admitsUnknown: true }];
  return inline.map((rule) => {
    const lists = [items(rule.cidrBlocks), items(rule.ipv6CidrBlocks)];
    const opaque = lists.includes(undefined) || rule.prefixListIds !== undefined;
    const sources = readSources(
      graph,
      lists.flatMap((list) => list ?? []),
      opaque,
    );
    const ports = readPorts(graph, rule);
    return { group, address, origin, ...sources, ...(ports && { ports }) };
  });
}

/** Protocol and ports of a security group's rule, as written. */
export interface Ports {
  readonly protocol?: unknown;
  readonly fromPort?: unknown;
  readonly toPort?: unknown;
}

interface InlineRule extends Ports {
  readonly cidrBlocks?: readonly unknown[];
  readonly ipv6CidrBlocks?: readonly unknown[];
  readonly prefixListIds?: unknown;
}

function readSources(
  graph: ResourceGraph,
  written: readonly unknown[],
  opaque: boolean,
): Pick<IngressRule, "cidrs" | "admitsUnknown"> {
  const present = written.filter((value) => value !== undefined);
  const cidrs = present.map((value) => knownText(graph, value));
  return { cidrs: cidrs.filter((cidr) => cidr !== undefined), admitsUnknown: opaque || cidrs.includes(undefined) };
}

const everyPort: PortRange = { from: 0, to: 65535 };
const withPorts = new Set(["tcp", "6", "udp", "17"]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: protocol -1 means every port, whatever the ports say. */
export function readPorts(graph: ResourceGraph, rule: Ports): readonly PortRange[] | undefined {
  const protocol = knownText(graph, rule.protocol)?.toLowerCase();
  if (protocol === undefined) return undefined;
  if (protocol === "-1" || protocol === "all") return [everyPort];
  if (!withPorts.has(protocol)) return [];
  if (rule.fromPort === undefined && rule.toPort === undefined) return [everyPort];
  const from = known(graph, rule.fromPort);
  const to = known(graph, rule.toPort ?? rule.fromPort);
  return typeof from === "number" && typeof to === "number" ? [{ from, to }] : undefined;
}

/**
 * Whether an address range is the internet by another name: IPv4 wider than /8, IPv6 wider than /16.
 * Half-internet pairs such as 0.0.0.0/1 and 128.0.0.0/1 are what people write to pass a search for 0.0.0.0/0.
 * No organisation has a range this wide: the largest ever allocated are an IPv4 /8 and an IPv6 /16.
 */
export function isWorld(cidr: string): boolean {
  const prefix = Number(cidr.split("/")[1] ?? Number.NaN);
  return cidr.includes(":") ? prefix < 16 : prefix < 8;
}
