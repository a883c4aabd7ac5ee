import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { type GroupName, groupName } from "./group-names.ts";
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
  /** The groups that it names, its own among them. */
  readonly groups: readonly GroupName[];
  /** Whether it also admits addresses that are known only at apply, e.g. those of a prefix list. */
  readonly admitsUnknown: boolean;
  /** `tcp`, `udp`, `icmp`, `-1` for all, or another; `undefined` when it is known only at apply. */
  readonly protocol: string | undefined;
  /** Absent when protocol or ports are known only at apply; empty for protocols without ports, e.g. ICMP. */
  readonly ports?: readonly PortRange[];
}

/** Every ingress rule in the graph, in one shape. */
export function ingressRules(graph: ResourceGraph): IngressRule[] {
  const separate = graph.resources("aws_vpc_security_group_ingress_rule").map((rule) => separateRule(graph, rule));
  return [...separate, ...groupsOf(graph).flatMap((group) => inlineRules(graph, group, group.config.ingress))];
}

/** Every egress rule in the graph, in the same shape: its addresses are those that may be called. */
export function egressRules(graph: ResourceGraph): IngressRule[] {
  const separate = graph.resources("aws_vpc_security_group_egress_rule").map((rule) => separateRule(graph, rule));
  return [...separate, ...groupsOf(graph).flatMap((group) => inlineRules(graph, group, group.config.egress))];
}

/** What a rule says, as evidence: `security group nodes → network/…nodes_443 → port 443 → 10.0.0.0/16`. */
export function ruleSteps(rule: IngressRule): string {
  const { group, address, cidrs, admitsUnknown } = rule;
  const from = cidrs.join(", ") || (admitsUnknown ? "addresses known only at apply" : "named groups only");
  return [...(group ? [`security group ${label(group)}`] : []), address, portsText(rule), from].join(" → ");
}

/** The ports of a rule for people, or its protocol where that has none. */
export function portsText({ ports, protocol }: IngressRule): string {
  if (!ports) return "ports known only at apply";
  if (ports.length === 0) return `protocol ${protocol}`;
  const texts = ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  return `${protocol === "udp" ? "UDP port" : "port"} ${texts.join(", ")}`;
}

function groupsOf(graph: ResourceGraph): readonly NonNullable<IngressRule["group"]>[] {
  return [...graph.resources("aws_security_group"), ...graph.resources("aws_default_security_group")];
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
  const { cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId, ipProtocol, fromPort, toPort } = config;
  const groups = referencedSecurityGroupId === undefined ? [] : [groupName(graph, referencedSecurityGroupId)];
  const sources = readSources(graph, [cidrIpv4, cidrIpv6], prefixListId !== undefined);
  const ports = readPorts(graph, { protocol: ipProtocol, fromPort, toPort });
  return { address, origin, ...(group && { group }), groups, ...sources, ...ports };
}

function inlineRules(
  graph: ResourceGraph,
  group: NonNullable<IngressRule["group"]>,
  written: object | undefined,
): IngressRule[] {
  const { address, origin } = group;
  const inline = items<InlineRule>(written);
  if (!inline) return [{ group, address, origin, cidrs: [], groups: [], admitsUnknown: true, protocol: undefined }];
  return inline.map((rule) => {
    const lists = [items(rule.cidrBlocks), items(rule.ipv6CidrBlocks)];
    const named = items<unknown>(rule.securityGroups) ?? [undefined];
    const opaque = lists.includes(undefined) || (items(rule.prefixListIds)?.length ?? 1) > 0;
    const sources = readSources(
      graph,
      lists.flatMap((list) => list ?? []),
      opaque,
    );
    const groups = [...named.map((each) => groupName(graph, each)), ...(rule.selfAttribute === true ? [address] : [])];
    return { group, address, origin, groups, ...sources, ...readPorts(graph, rule) };
  });
}

/** Protocol and ports of a security group's rule, as written. */
interface Ports {
  readonly protocol?: unknown;
  readonly fromPort?: unknown;
  readonly toPort?: unknown;
}

interface InlineRule extends Ports {
  readonly cidrBlocks?: readonly unknown[];
  readonly ipv6CidrBlocks?: readonly unknown[];
  readonly securityGroups?: object;
  readonly prefixListIds?: object;
  readonly selfAttribute?: unknown;
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

/** https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml */
const protocolNames: Readonly<Record<string, string>> = { all: "-1", "1": "icmp", "6": "tcp", "17": "udp" };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: protocol -1 means every port, whatever the ports say. */
function readPorts(graph: ResourceGraph, rule: Ports): Pick<IngressRule, "protocol" | "ports"> {
  const written = knownText(graph, rule.protocol)?.toLowerCase();
  if (written === undefined) return { protocol: undefined };
  const protocol = protocolNames[written] ?? written;
  if (protocol === "-1") return { protocol, ports: [everyPort] };
  if (protocol !== "tcp" && protocol !== "udp") return { protocol, ports: [] };
  if (rule.fromPort === undefined && rule.toPort === undefined) return { protocol, ports: [everyPort] };
  const from = known(graph, rule.fromPort);
  const to = known(graph, rule.toPort ?? rule.fromPort);
  return { protocol, ...(typeof from === "number" && typeof to === "number" && { ports: [{ from, to }] }) };
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
