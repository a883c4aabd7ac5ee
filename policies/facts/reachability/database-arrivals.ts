import { groupBy } from "../../../schema/group-by.ts";
import { holds } from "../addresses.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Hop } from "./answer.ts";
import type { Database } from "./databases.ts";
import type { PodNetwork } from "./network.ts";
import { outToPlace } from "./pod-hops.ts";
import type { Subject } from "./subjects.ts";
import { type Arrival, answerFrom } from "./way.ts";

/** The databases that a subject gets to. */
export function arrivalsAtDatabases(
  network: PodNetwork,
  bases: readonly Database[],
  subject: Subject,
): readonly Arrival[] {
  // No network policy can tell these apart: it knows their subnets and ports only.
  const places = groupBy(bases, ({ port, end }) => JSON.stringify([end.place?.name, port]));
  return [...places.values()].flatMap((same) => {
    const [first] = same;
    const pod = first && callerOf(network, first, subject);
    if (!pod) return [];
    return same.flatMap((base) => {
      const answer = answerFrom(pod, hopsTo(network, base, pod));
      if (answer.reaches === "no") return [];
      const { item: target, address: resource, port } = base;
      const beside = same.filter((each) => each !== base).map(({ item }) => item);
      const ports = port === undefined ? [] : [port];
      return [{ subject, target, resource, ports, actions: [], answer, beside }];
    });
  });
}

/** The first of a subject's pods whose policies let it out to a database, or may do so. */
function callerOf(network: PodNetwork, base: Database, { pods }: Subject): PodTemplate | undefined {
  const outOf = (pod: PodTemplate): Hop => outTo(network, base, pod);
  return pods.find((pod) => "passes" in outOf(pod)) ?? pods.find((pod) => "unknown" in outOf(pod));
}

function hopsTo(network: PodNetwork, base: Database, pod: PodTemplate): readonly Hop[] {
  const { port, end } = base;
  if (port === undefined || !end.place) return [outTo(network, base, pod)];
  return network.toDatabase(pod, base, "any");
}

function outTo({ linksOf, inside }: PodNetwork, { port, end }: Database, pod: PodTemplate): Hop {
  const links = linksOf(pod, "egress");
  if (port !== undefined && end.place) return outToPlace({ pod, links }, end.place, { port, extent: "any" });
  const isInside = links.ranges.some(({ range }) => holds(range.addresses, inside, "any"));
  if (links.isIsolated && links.everybody.length + links.unknown.length === 0 && !isInside)
    return { missing: `no egress policy of ${pod.name} allows anything of the network` };
  return {
    unknown: `the ${port === undefined ? "port" : "subnets"} of the ${end.name} ${port === undefined ? "is" : "are"} known only at apply`,
  };
}
