import type { SpecPath } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { matchesAction } from "../action-patterns.ts";
import type { Facts } from "../facts.ts";
import { specItem } from "../spec-item.ts";
import { alongHops } from "./answer.ts";
import { type CallersOf, callers } from "./callers.ts";
import type { Database } from "./databases.ts";
import type { Granted } from "./identity-hops.ts";
import type { PodNetwork } from "./network.ts";
import type { Permissions } from "./permissions.ts";
import { mayReachSome } from "./pod-hops.ts";
import type { ServicePorts } from "./service-ports.ts";
import type { Subject } from "./subjects.ts";
import { type Arrival, answerFrom } from "./way.ts";

/** Who gets somewhere, asked from the far end. */
export interface Arrivals {
  /** The subjects whose pods get to pods of a part of the spec, that part's own among them: to others of its pods. */
  arrivalsAtPods(item: SpecPath): readonly Arrival[];
  /** The subjects that get to databases, and those whose role may do something on a bucket. */
  arrivalsAtManagedStores(): readonly Arrival[];
}

interface Parts {
  readonly network: PodNetwork;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly services: ServicePorts;
  readonly bases: readonly Database[];
  readonly permissionsOf: (role: Address) => Permissions;
  readonly granted: (subject: Subject, resource: Address) => Granted;
}

/** Looks only at what network policies, security groups and roles name. */
export function arrivals(graph: ResourceGraph, facts: Facts, parts: Parts): Arrivals {
  const callersOf = callers(parts.network, facts.pods);
  return {
    arrivalsAtPods: (item) => atPods(callersOf, parts, item),
    arrivalsAtManagedStores: () =>
      [...parts.subjects.values()].flatMap((subject) => [
        ...atDatabases(parts, subject),
        ...atBuckets(graph, facts, parts, subject),
      ]),
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
    const [first] = all;
    if (!subject || !first || !target) return [];
    const { caller, pod } = all.find((each) => each.caller.answer.reaches === "yes") ?? first;
    const answer = { ...caller.answer, steps: [`pod ${caller.source.name}`, ...caller.answer.steps] };
    const ports = [...new Set(all.map((each) => each.caller.port))];
    return [
      { subject, target: target.path, resource: pod.address, ports, actions: [], answer, publicPorts: [], beside: [] },
    ];
  });
}

function atDatabases({ network, bases }: Parts, subject: Subject): readonly Arrival[] {
  // No network policy can tell these apart: it knows their subnets and ports only.
  const places = groupBy(bases, ({ ranges, port }) => JSON.stringify([ranges, port]));
  return [...places.values()].flatMap((same) => {
    const [first] = same;
    if (first?.port === undefined) return [];
    const { port, ranges } = first;
    const pod = subject.pods.find((each) => mayReachSome(network.linksOf(each, "egress"), ranges, port));
    if (!pod) return [];
    const out = { passes: `egress policies of ${pod.name} allow ${ranges.join(" or ")}:${port}` };
    return same.flatMap((base): Arrival[] => {
      const { groups, item: target, address: resource } = base;
      const letOut = network.nodes.letsOut({ groups }, port);
      const answer = answerFrom(subject, [[out, letOut, network.groupsAdmitNodes(groups, port)]]);
      if (answer.reaches === "no") return [];
      const beside = same.filter((each) => each !== base).map(({ item }) => item);
      return [{ subject, target, resource, ports: [port], actions: [], answer, publicPorts: [], beside }];
    });
  });
}

function atBuckets(
  graph: ResourceGraph,
  facts: Facts,
  { permissionsOf, granted }: Parts,
  subject: Subject,
): readonly Arrival[] {
  const { main } = subject;
  const account = facts.serviceAccounts.get(`${main.namespace}/${String(main.spec.serviceAccountName)}`);
  if (!account?.role) return [];
  const { named, onEverything, on } = permissionsOf(account.role.address);
  const everywhere = onEverything.some(isOfBuckets) ? graph.resources("aws_s3_bucket") : [];
  const buckets = new Set([...everywhere.map(({ address }) => address), ...named]);
  return [...buckets].flatMap((address): Arrival[] => {
    const bucket = graph.node(address);
    const actions = on(address).filter(isOfBuckets);
    if (bucket?.type !== "aws_s3_bucket" || actions.length === 0) return [];
    const { steps } = alongHops(granted(subject, address).hops);
    const answer = { reaches: "yes", steps: [`pod ${main.name}`, ...steps] } as const;
    const target = specItem(bucket.origin);
    return [{ subject, target, resource: address, ports: [443], actions, answer, publicPorts: [], beside: [] }];
  });
}

function isOfBuckets(action: string): boolean {
  return action.startsWith("s3:") || matchesAction(action, "s3:GetObject");
}
