import type { SpecPath } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { Facts } from "../facts.ts";
import { arrivalsAtBuckets, type BucketParts } from "./bucket-arrivals.ts";
import { type CallersOf, callers } from "./callers.ts";
import { arrivalsAtDatabases } from "./database-arrivals.ts";
import type { Database } from "./databases.ts";
import { type AskedHosts, arrivalsAtHosts } from "./hosts.ts";
import type { PodNetwork } from "./network.ts";
import type { ServicePorts } from "./service-ports.ts";
import type { Subject } from "./subjects.ts";
import type { Arrival } from "./way.ts";

/** Who gets somewhere, asked from the far end: any part of a way that is open counts. */
export interface Arrivals {
  /** The subjects whose pods get to pods of a part of the spec, that part's own among them: to others of its pods. */
  arrivalsAtPods(item: SpecPath): readonly Arrival[];
  /** The subjects that get to databases and caches of AWS. */
  arrivalsAtDatabases(): readonly Arrival[];
  /** The subjects whose role may do something on a bucket. */
  arrivalsAtBuckets(): readonly Arrival[];
  /** The subjects that get to hosts that somebody else runs. */
  arrivalsAtHosts(hosts: AskedHosts): readonly Arrival[];
}

interface Parts extends BucketParts {
  readonly network: PodNetwork;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly services: ServicePorts;
  readonly bases: readonly Database[];
}

/** Looks only at what network policies, security groups and roles name. */
export function arrivals(graph: ResourceGraph, facts: Facts, parts: Parts): Arrivals {
  const { network, subjects, bases } = parts;
  const callersOf = callers(network, facts.pods);
  return {
    arrivalsAtPods: (item) => atPods(callersOf, parts, item),
    arrivalsAtDatabases: () =>
      [...subjects.values()].flatMap((subject) => arrivalsAtDatabases(network, bases, subject)),
    arrivalsAtBuckets: () => [...subjects.values()].flatMap((subject) => arrivalsAtBuckets(graph, parts, subject)),
    arrivalsAtHosts: (hosts) => arrivalsAtHosts(network, subjects.values(), hosts),
  };
}

function atPods(callersOf: CallersOf, { subjects, services }: Parts, item: SpecPath): readonly Arrival[] {
  const target = subjects.get(formatSpecPath(item));
  const found = (target?.pods ?? []).flatMap((pod) => {
    const ports = services.to(pod).flatMap(({ podPort }) => podPort ?? []);
    return callersOf(pod, [...new Set(ports)]).map((caller) => ({ pod, caller }));
  });
  const bySource = groupBy(found, ({ caller }) => formatSpecPath(caller.source.target));
  return [...bySource].flatMap(([key, all]): readonly Arrival[] => {
    const subject = subjects.get(key);
    const { caller, pod } = all.find((each) => each.caller.answer.reaches === "yes") ?? all[0] ?? {};
    if (!subject || !target || !caller || !pod) return [];
    const ports = [...new Set(all.map((each) => each.caller.port))];
    const ends = { subject, target: target.path, resource: pod.address };
    return [{ ...ends, ports, actions: [], answer: caller.answer, beside: [] }];
  });
}
