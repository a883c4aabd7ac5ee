import { formatSpecPath } from "../../schema/spec-path.ts";
import { declaringTargets } from "../facts/declared-edges.ts";
import { hostsElsewhere } from "../facts/hosts-elsewhere.ts";
import type { Arrival } from "../facts/reachability/way.ts";
import type { AccessReason } from "./access.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";

/**
 * Who gets over the network to pods and to databases, asked from the far end. What an edge of `uses` says already is
 * left to it; a port beyond the edge's is not.
 */
export function arrivalWays(input: AccessInput, declared: readonly FoundWay[]): readonly FoundWay[] {
  const { reachability } = input.facts;
  const edges = new Map(declared.map((way) => [pair(way), way]));
  const atPods = [...reachability.subjects.values()].flatMap(({ path }) => reachability.arrivalsAtPods(path));
  // What roles allow on buckets is theirs to say.
  const inside = [...atPods, ...reachability.arrivalsAtDatabases()];
  return [
    ...inside.flatMap((arrival) => arrivalWay(input, arrival, edges)),
    // Whoever calls anything in the internet gets to any host there: only what no edge explains is a way of its own.
    ...arrivalsElsewhere(input).flatMap((arrival) =>
      declaringTargets(input.model, reachability, arrival).length === 0 ? arrivalWay(input, arrival, edges) : [],
    ),
  ];
}

/** Hosts of `external` without addresses are the internet, which has a column of its own. */
function arrivalsElsewhere({ model, facts: { reachability } }: AccessInput): readonly Arrival[] {
  const all = hostsElsewhere(model);
  const asked = all.filter(({ item, cidrs }) => item[0] === "stores" || cidrs.length > 0);
  return reachability.arrivalsAtHosts({ asked, all });
}

function arrivalWay(input: AccessInput, arrival: Arrival, edges: ReadonlyMap<string, FoundWay>): readonly FoundWay[] {
  const { model } = input;
  const { subject, target: path, ports, answer } = arrival;
  const ends = { source: formatSpecPath(subject.path), target: formatSpecPath(path) };
  const edge = edges.get(pair(ends));
  // An edge whose own ports nobody can tell covers them all.
  const known = new Set(edge && edge.ports.length === 0 ? ports.map(String) : edge?.ports);
  const left = ports.map(String).filter((port) => !known.has(port));
  if (left.length === 0 && ports.length > 0) return [];
  const because = ends.source === ends.target ? [reasonAt(model, "own", path)] : besideReasons(input, arrival);
  return [{ ...ends, kind: "network", ...stateOf(answer), ports: left, actions: [], because: edge ? [] : because }];
}

/** The edges on what the network cannot tell from the target. */
function besideReasons({ model, facts }: AccessInput, arrival: Arrival): readonly AccessReason[] {
  const name = String(arrival.subject.path.at(-1));
  return declaringTargets(model, facts.reachability, arrival).map((used) =>
    reasonAt(model, "uses", ["services", name, "uses", used], model.spec.services[name]?.uses[used]),
  );
}

function pair({ source, target }: Pick<FoundWay, "source" | "target">): string {
  return JSON.stringify([source, target]);
}
