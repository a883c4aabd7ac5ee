import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { type DeclaredEdge, declaredEdges, wayOf } from "../facts/declared-edges.ts";
import { hasPort } from "../facts/reachability/ports.ts";
import { type AddressRange, anyPublicAddress, holdsSome, liesIn } from "../facts/reachability/ranges.ts";
import type { Subject } from "../facts/reachability/subjects.ts";
import type { WayOut } from "../facts/reachability/ways-out.ts";
import type { AccessReason } from "./access.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import { portTexts } from "./port-text.ts";

/** A host that somebody else runs, in ranges of its own. */
interface Place {
  readonly name: string;
  readonly target: string;
  readonly cidrs: readonly string[];
  readonly port: number;
}

/**
 * Where pods get to outside of the cluster, read from their policies: the internet, hosts elsewhere that they do not
 * declare, and ranges that are nobody's. Databases and endpoints in the network itself are asked from their side.
 */
export function outWays(input: AccessInput): readonly FoundWay[] {
  const { model, graph, facts } = input;
  const { reachability } = facts;
  const edges = groupBy(declaredEdges(model), ({ service }) => formatSpecPath(["services", service]));
  const inside = graph
    .resources("aws_vpc")
    .flatMap(({ config }) => (config.cidrBlock ? [String(config.cidrBlock)] : []));
  const places = placesOf(model);
  const found = new Map<AddressRange, readonly Place[]>();
  const placesIn = (range: AddressRange): readonly Place[] => {
    const known = found.get(range) ?? places.filter(({ cidrs }) => cidrs.some((cidr) => holdsSome(range, cidr)));
    found.set(range, known);
    return known;
  };
  const isInside = ({ cidr }: AddressRange): boolean => liesIn(cidr, [...inside, ...ofTheCluster]);
  return [...reachability.subjects].flatMap(([source, subject]) => {
    const own = edges.get(source) ?? [];
    return distinctOut(reachability.waysOut(subject)).flatMap((way): readonly FoundWay[] => {
      if (way.range === anyPublicAddress) return toInternet(input, source, subject, own, way);
      return isInside(way.range) ? [] : toRange(source, own, way, way.range, placesIn(way.range));
    });
  });
}

/** The Kubernetes API's Service and the agent of Pod Identity. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const ofTheCluster = ["10.100.0.1/32", "172.20.0.1/32", "169.254.170.23/32"];

/** Several pods of one part of the spec mostly have the same policies. */
function distinctOut(ways: readonly WayOut[]): readonly WayOut[] {
  const keyOf = ({ range, ports }: WayOut): string =>
    JSON.stringify([range === anyPublicAddress ? range : range.cidr, ports]);
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
  const undeclared = rest.length > 0 || answer.reaches === "unknown" ? [{ ...way, ports: rest, because: [] }] : [];
  return [...(asked.length > 0 ? [{ ...way, ports: asked, because }] : []), ...undeclared];
}

function toRange(
  source: string,
  own: readonly DeclaredEdge[],
  { ports, answer }: WayOut,
  range: AddressRange,
  places: readonly Place[],
): readonly FoundWay[] {
  const used = new Set(own.map(({ target }) => target));
  const asked = new Set(
    places.flatMap(({ name, cidrs, port }) => (used.has(name) && liesIn(range.cidr, cidrs) ? [String(port)] : [])),
  );
  // Hosts in the same ranges and on the same port are one place for the network.
  const strangers = places.filter(({ port }) => hasPort(ports, port) && !asked.has(String(port)));
  const known = new Set([...asked, ...strangers.map(({ port }) => String(port))]);
  const left = portTexts(ports).filter((text) => !known.has(text));
  const way = { source, kind: "network", ...stateOf(answer), actions: [], because: [] } as const;
  return [
    ...strangers
      .filter(({ name }) => !used.has(name))
      .map(({ target, port }) => ({ ...way, target, ports: [String(port)] })),
    ...(left.length > 0 ? [{ ...way, target: range.cidr, ports: left }] : []),
  ];
}

function placesOf({ spec }: Model): readonly Place[] {
  const hosts = Object.entries(spec.external).map(([name, { cidrs, port }]) => ({
    ...{ name, target: formatSpecPath(["external", name]), cidrs, port },
  }));
  const stores = Object.entries(spec.stores).flatMap(([name, store]) =>
    store.engine === "external"
      ? [{ name, target: formatSpecPath(["stores", name]), cidrs: store.cidrs, port: store.port }]
      : [],
  );
  return [...hosts, ...stores];
}

function reasonOf(model: Model, path: Subject["path"], { target, verb }: DeclaredEdge): AccessReason {
  return reasonAt(model, "uses", [...path, "uses", target], verb);
}
