import type { SpecPath } from "../../../schema/finding.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { holds, without } from "../addresses.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";
import type { PodNetwork } from "./network.ts";
import { type AddressRange, isOpenTo, isPublic, type Place, placeOf } from "./place.ts";
import type { Allowance } from "./pod-links.ts";
import { hasPort } from "./ports.ts";
import type { Subject } from "./subjects.ts";
import { type Arrival, answerFrom } from "./way.ts";

/** A host that somebody else runs. */
export interface Host {
  /** The part of the spec that it is. */
  readonly item: SpecPath;
  /** Where it is: anywhere in the internet where there is none. */
  readonly cidrs: readonly string[];
  readonly port: number;
}

interface PlacedHost extends Host {
  /** `undefined` for one that is anywhere in the internet. */
  readonly place: Place | undefined;
}

/** The hosts that are asked about, and all of them, which may share addresses with those. */
export interface AskedHosts {
  readonly asked: readonly Host[];
  readonly all: readonly Host[];
}

/** The subjects that get to hosts elsewhere, read from their pods' policies: only what these name is looked at. */
export function arrivalsAtHosts(
  network: PodNetwork,
  subjects: Iterable<Subject>,
  { asked, all }: AskedHosts,
): readonly Arrival[] {
  const placeHosts = (host: Host): PlacedHost => placeHost(network, host);
  const placed = asked.map(placeHosts);
  const hostsIn = remember((range: AddressRange) =>
    placed.filter(({ place }) => (place ? isOpenTo(range.addresses, place, "any") : range.isWorld)),
  );
  const besideOf = remember((host: PlacedHost) => hostsWithin(host, all.map(placeHosts)));
  return [...subjects].flatMap((subject) => {
    const callers = new Map<PlacedHost, PodTemplate>();
    for (const pod of [...subject.pods].reverse())
      for (const host of namedBy(network, pod, placed, hostsIn)) callers.set(host, pod);
    return [...callers].flatMap(([host, pod]) => arrivalAt(network, { subject, host, pod }, besideOf));
  });
}

/** What a network has as its own is nobody else's. */
function placeHost({ inside }: PodNetwork, host: Host): PlacedHost {
  const place = placeOf(host.cidrs);
  return { ...host, place: place && { ...place, addresses: without(place.addresses, inside) } };
}

/** The other hosts that are nowhere but where a host is: whoever gets to one of them gets to a part of it. */
function hostsWithin({ item, port, place }: PlacedHost, all: readonly PlacedHost[]): readonly SpecPath[] {
  const isWithin = (other: PlacedHost): boolean =>
    other.port === port &&
    (place && other.place ? holds(place.addresses, other.place.addresses, "all") : place === other.place);
  const others = all.filter((other) => formatSpecPath(other.item) !== formatSpecPath(item));
  return others.filter(isWithin).map((other) => other.item);
}

/** The hosts that a pod's policies may mean. */
function namedBy(
  network: PodNetwork,
  pod: PodTemplate,
  hosts: readonly PlacedHost[],
  hostsIn: (range: AddressRange) => readonly PlacedHost[],
): readonly PlacedHost[] {
  const { isIsolated, everybody, unknown, ranges } = network.linksOf(pod, "egress");
  if (!isIsolated) return hosts;
  const on = ({ ports }: Allowance, list: readonly PlacedHost[]): readonly PlacedHost[] =>
    list.filter(({ port }) => hasPort(ports, port) !== "no");
  return [
    ...[...everybody, ...unknown].flatMap((allowance) => on(allowance, hosts)),
    ...ranges.flatMap((allowance) => on(allowance, hostsIn(allowance.range))),
  ];
}

interface HostCaller {
  readonly subject: Subject;
  readonly host: PlacedHost;
  readonly pod: PodTemplate;
}

function arrivalAt(
  network: PodNetwork,
  { subject, host, pod }: HostCaller,
  besideOf: (host: PlacedHost) => readonly SpecPath[],
): readonly Arrival[] {
  const { item: target, place, port } = host;
  const answer = answerFrom(pod, network.toPlace(pod, place ?? network.internet, { port, extent: "any" }));
  if (answer.reaches === "no") return [];
  const isOfInternet = !place || isPublic(place.addresses);
  return [{ subject, target, ports: [port], actions: [], answer, beside: besideOf(host), isOfInternet }];
}
