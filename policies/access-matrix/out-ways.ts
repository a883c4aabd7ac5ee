import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { type Addresses, addressesOf, holds, together } from "../facts/addresses.ts";
import { type DeclaredEdge, declaredEdges, wayOf } from "../facts/declared-edges.ts";
import { hostsElsewhere } from "../facts/hosts-elsewhere.ts";
import { apiServices } from "../facts/reachability/kubernetes-api.ts";
import { type AddressRange, placeOf } from "../facts/reachability/place.ts";
import type { Subject } from "../facts/reachability/subjects.ts";
import type { WayOut } from "../facts/reachability/ways-out.ts";
import { remember } from "../facts/remember.ts";
import type { AccessReason } from "./access.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import { portTexts } from "./port-text.ts";

/**
 * Where pods get to outside of the cluster, read from their policies: the internet, and ranges that are nobody's. Hosts
 * elsewhere, and what is in the network itself, are asked from their side.
 */
export function outWays(input: AccessInput): readonly FoundWay[] {
  const { model, graph, facts } = input;
  const { reachability } = facts;
  const edges = groupBy(declaredEdges(model), ({ service }) => formatSpecPath(["services", service]));
  const hosts = hostsElsewhere(model).flatMap(({ cidrs, port }) => {
    const place = placeOf(cidrs);
    return place ? [{ port, addresses: place.addresses }] : [];
  });
  const hostsIn = remember((range: AddressRange) =>
    hosts.filter(({ addresses }) => holds(range.addresses, addresses, "any")),
  );
  const inside = together([reachability.network.inside, ofTheCluster, apiServices(graph)?.addresses ?? []]);
  const isInside = remember(({ addresses }: AddressRange) => holds(inside, addresses, "all"));
  return [...reachability.subjects].flatMap(([source, subject]) => {
    const own = edges.get(source) ?? [];
    return distinctOut(reachability.waysOut(subject)).flatMap((way): readonly FoundWay[] => {
      const { range } = way;
      if (range === "internet") return toInternet(input, source, subject, own, way);
      return isInside(range) ? [] : toRange(source, way, range, hostsIn(range));
    });
  });
}

/**
 * The agent of Pod Identity, and the Service `kubernetes` where EKS chooses its address: pods are let out to both.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const ofTheCluster = together(
  ["169.254.170.23/32", "10.100.0.1/32", "172.20.0.1/32"].map((cidr) => addressesOf(cidr) ?? []),
);

/** Several pods of one part of the spec mostly have the same policies. */
function distinctOut(ways: readonly WayOut[]): readonly WayOut[] {
  const keyOf = ({ range, ports }: WayOut): string =>
    JSON.stringify([range === "internet" ? range : range.text, ports]);
  return [...new Map([...ways].reverse().map((way) => [keyOf(way), way])).values()].reverse();
}

function toInternet(
  { model, facts }: AccessInput,
  source: string,
  { path }: Subject,
  own: readonly DeclaredEdge[],
  { ports, answer }: WayOut,
): readonly FoundWay[] {
  const asking = own.flatMap((edge) => {
    const way = wayOf(model, facts.reachability, edge);
    return (way?.publicPorts ?? []).map((port) => ({ port: String(port), reason: reasonOf(model, path, edge) }));
  });
  const texts = portTexts(ports);
  const asked = texts.filter((text) => asking.some(({ port }) => port === text));
  const rest = texts.filter((text) => !asked.includes(text));
  const way = { source, target: "internet", kind: "network", ...stateOf(answer), actions: [] } as const;
  const because = asking.filter(({ port }) => asked.includes(port)).map(({ reason }) => reason);
  // A rule of which nobody knows the ports has none to list.
  const undeclared = rest.length > 0 || texts.length === 0 ? [{ ...way, ports: rest, because: [] }] : [];
  return [...(asked.length > 0 ? [{ ...way, ports: asked, because }] : []), ...undeclared];
}

/** The ports of a range on which it is more than the addresses of hosts that the spec has. */
function toRange(
  source: string,
  { ports, answer }: WayOut,
  range: AddressRange,
  hosts: readonly { readonly port: number; readonly addresses: Addresses }[],
): readonly FoundWay[] {
  const byPort = groupBy(hosts, ({ port }) => port);
  const known = new Set(
    [...byPort].flatMap(([port, own]) => {
      const all = together(own.map(({ addresses }) => addresses));
      return holds(all, range.addresses, "all") ? [String(port)] : [];
    }),
  );
  const left = portTexts(ports).filter((text) => !known.has(text));
  if (left.length === 0) return [];
  const way = { source, kind: "network", ...stateOf(answer), actions: [], because: [] } as const;
  return [{ ...way, target: range.cidr, ports: left }];
}

function reasonOf(model: Model, path: Subject["path"], { target, verb }: DeclaredEdge): AccessReason {
  return reasonAt(model, "uses", [...path, "uses", target], verb);
}
