import type { Address } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { type Addresses, addressesOf, type Extent, holds, together } from "../addresses.ts";
import { type GroupName, groupText, isOfGraph } from "../group-names.ts";
import type { IngressRule, PortRange } from "../ingress-rules.ts";
import { everyAddress } from "../public-addresses.ts";
import { type Hop, sideBySide } from "./answer.ts";
import { isOpenTo, type Place } from "./place.ts";
import type { Certainty } from "./ports.ts";

/** One end of a connection, as security groups see it. */
export interface End {
  /** What people call it where no group does. */
  readonly name: string;
  /** Its groups: what one of them lets through gets through. None for what is outside of the network. */
  readonly groups: readonly GroupName[];
  /** `undefined` when it is known only at apply. */
  readonly place: Place | undefined;
}

/** What a connection needs of the groups on both sides. */
export interface GroupPassage {
  readonly way: "ingress" | "egress";
  readonly port: number;
  readonly extent: Extent;
}

/**
 * Whether the groups of one end let another in, or let their own out to it. Ends of several kinds, such as nodes of two
 * pools, must all get through where that is asked for, and any of them is enough for a threat.
 */
export type GroupHop = (own: readonly End[], peers: readonly End[], passage: GroupPassage) => Hop;

/** Reads the rules of every security group once. */
export function groupHops(ingress: readonly IngressRule[], egress: readonly IngressRule[]): GroupHop {
  const rules = { ingress: rulesByGroup(ingress), egress: rulesByGroup(egress) };
  return (own, peers, passage) => {
    const byGroup = rules[passage.way];
    const hops = own.flatMap((end) => peers.map((peer) => hopBetween(byGroup, end, peer, passage)));
    return sideBySide(hops, passage.extent) ?? { unknown: "the nodes are known only at apply" };
  };
}

/** A rule of a security group for TCP. */
interface GroupRule {
  readonly groups: readonly GroupName[];
  readonly cidrs: readonly string[];
  readonly addresses: Addresses;
  readonly hasUnknown: boolean;
  /** Absent when they are known only at apply. */
  readonly ports: readonly PortRange[] | undefined;
}

function rulesByGroup(rules: readonly IngressRule[]): ReadonlyMap<Address | undefined, readonly GroupRule[]> {
  const read = rules.map((rule) => ({ group: rule.group?.address, ...readRule(rule) }));
  return groupBy(read, ({ group }) => group);
}

function readRule({ groups, cidrs, admitsUnknown, ports, protocol }: IngressRule): GroupRule {
  const read = cidrs.map(addressesOf);
  const known = read.filter((each) => each !== undefined);
  const hasUnknown = admitsUnknown || groups.includes(undefined) || known.length < read.length;
  return { groups, cidrs, addresses: together(known), hasUnknown, ports: protocol === "udp" ? [] : ports };
}

function hopBetween(
  byGroup: ReadonlyMap<Address | undefined, readonly GroupRule[]>,
  own: End,
  peer: End,
  { way, port, extent }: GroupPassage,
): Hop {
  const known = own.groups.filter(isOfGraph);
  const fitting = known
    .flatMap((group) => byGroup.get(group) ?? [])
    .filter(({ ports }) => !ports || ports.some(({ from, to }) => from <= port && port <= to));
  const names = known.map(groupText);
  const name = `security group${names.length > 1 ? "s" : ""} ${names.join(" and ")}`;
  const says = `${name} ${verbOf(way, names.length)}`;
  const sure = fitting.filter(({ ports }) => ports);
  const admitted = admission(sure, peer, extent);
  if (admitted) return { passes: `${says} ${admitted.whom}:${port}${admitted.by}` };
  if (known.length < own.groups.length) return { unknown: unknownGroup(own) };
  if (fitting.some(({ hasUnknown }) => hasUnknown)) return { unknown: `a rule of ${name} is known only at apply` };
  if (sure.length < fitting.length && admission(fitting, peer, extent))
    return { unknown: `the ports of a rule of ${name} are known only at apply` };
  const perhaps = sure.flatMap(({ groups }) => groups).find((group) => namesOneOf(group, peer) === "perhaps");
  if (perhaps !== undefined)
    return {
      unknown: isOfGraph(perhaps) ? unknownGroup(peer) : `${name} names ${perhaps}, which is not of this system`,
    };
  if (!peer.place && sure.some(({ addresses }) => addresses.length > 0))
    return { unknown: `where the ${peer.name} is is known only at apply` };
  const isPart = extent === "all" && admission(sure, peer, "any") !== undefined;
  return { missing: `${says} ${isPart ? "only a part" : "nothing"} of ${nameOf(peer)}:${port}` };
}

function verbOf(way: GroupPassage["way"], groups: number): string {
  if (way === "ingress") return groups > 1 ? "admit" : "admits";
  return groups > 1 ? "let out to" : "lets out to";
}

/** Whom of an end some rules admit, and by which of their addresses where no group is named. */
interface Admission {
  readonly whom: string;
  readonly by: string;
}

/** `undefined` where some rules do not admit an end. */
function admission(rules: readonly GroupRule[], peer: End, extent: Extent): Admission | undefined {
  const whole = { whom: nameOf(peer), by: "" };
  if (rules.some(({ groups }) => groups.some((group) => namesOneOf(group, peer) === "yes"))) return whole;
  const all = together(rules.map(({ addresses }) => addresses));
  // What is somewhere is among all addresses.
  if (holds(all, everyAddress, "all")) return whole;
  const { place } = peer;
  if (!place || !isOpenTo(all, place, extent)) return undefined;
  const used = rules.filter(({ addresses }) => isOpenTo(addresses, place, "any")).flatMap(({ cidrs }) => cidrs);
  if (!holds(all, place.addresses, "all")) return { whom: used.join(" and "), by: "" };
  return peer.groups.length > 0 ? { ...whole, by: ` by ${used.join(" and ")}` } : whole;
}

/** Whether a rule's group is one of an end's. An id may be that of a group of this system once that is made. */
function namesOneOf(group: GroupName, { groups }: End): Certainty {
  if (group !== undefined && groups.includes(group)) return "yes";
  return groups.some((own) => own === undefined || isOfGraph(own) !== isOfGraph(group)) ? "perhaps" : "no";
}

function unknownGroup({ name, groups }: End): string {
  const foreign = groups.find((group) => group !== undefined && !isOfGraph(group));
  return foreign === undefined
    ? `the security group of the ${name} is known only at apply`
    : `the security group ${foreign} of the ${name} is not of this system`;
}

function nameOf({ name, groups, place }: End): string {
  return groups.length > 0 ? groups.map(groupText).join(" or ") : (place?.name ?? name);
}
