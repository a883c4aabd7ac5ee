import { groupBy } from "../../../schema/group-by.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Answer } from "./answer.ts";
import type { PodNetwork } from "./network.ts";
import type { AddressRange, Place } from "./place.ts";
import type { PodLinks, RangeAllowance } from "./pod-links.ts";
import type { PolicyPorts } from "./ports.ts";
import type { Subject } from "./subjects.ts";
import { answerFrom } from "./way.ts";

/** A way of a subject's pods to addresses that no part of the graph has. */
export interface WayOut {
  /** The range as its policy says it; `internet` for any part of that. */
  readonly range: AddressRange | "internet";
  readonly ports: "every" | readonly PortSpan[];
  readonly answer: Answer;
}

/** Ports from the first to the last. */
export interface PortSpan {
  readonly from: number;
  readonly to: number;
}

/** The ways of a subject to the internet, and to ranges beside it, read from its pods' policies. */
export function waysOut(network: PodNetwork, { pods }: Subject): readonly WayOut[] {
  return pods.flatMap((pod): WayOut[] => {
    const links = network.linksOf(pod, "egress");
    const toAll = portsToInternet(links);
    const beside = links.ranges.filter(({ range }) => !range.isWorld);
    const internet = toAll.length > 0 ? [wayOut(network, pod, "internet", joined(toAll))] : [];
    const open = [...internet, ...rangesOf(beside).map(([range, ports]) => wayOut(network, pod, range, ports))];
    return links.unknown.length > 0 ? [...open, unknownWay(pod)] : open;
  });
}

/** The ports that rules open to some of the internet. */
function portsToInternet({ isIsolated, everybody, ranges }: PodLinks): readonly PolicyPorts[] {
  if (!isIsolated) return ["every"];
  return [...everybody, ...ranges.filter(({ range }) => range.isWorld)].map(({ ports }) => ports);
}

function rangesOf(allowances: readonly RangeAllowance[]) {
  const byRange = groupBy(allowances, ({ range }) => range);
  return [...byRange].map(([range, all]) => [range, joined(all.map(({ ports }) => ports))] as const);
}

function wayOut(network: PodNetwork, pod: PodTemplate, range: WayOut["range"], ports: WayOut["ports"]): WayOut {
  const port = ports === "every" ? 443 : (ports[0]?.from ?? 443);
  const place = range === "internet" ? network.internet : placeOfRange(range);
  return { range, ports, answer: answerFrom(pod, network.toPlace(pod, place, { port, extent: "any" })) };
}

function placeOfRange({ cidr, addresses }: AddressRange): Place {
  return { name: cidr, parts: [{ name: cidr, addresses }], addresses };
}

function unknownWay({ name }: PodTemplate): WayOut {
  const reason = `a rule of the egress policy of ${name} is known only at apply`;
  return { range: "internet", ports: [], answer: { reaches: "unknown", steps: [`pod ${name}`], reason } };
}

/** The ports of several rules, each span once. A name of a port means nothing outside of the cluster. */
function joined(all: readonly PolicyPorts[]): WayOut["ports"] {
  const spans = all.flatMap((ports) => (ports === "every" ? [{ from: 0, to: 65_535 }] : ports));
  const known = spans.flatMap((span) => (span && "from" in span ? [span] : []));
  if (known.some(({ from, to }) => from <= 1 && to >= 65_535)) return "every";
  return [...new Map(known.map((span) => [`${span.from}-${span.to}`, span])).values()].sort(
    (left, right) => left.from - right.from || left.to - right.to,
  );
}
