import type { SpecPath } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { usableNamed } from "../../schema/uses/registry.ts";
import type { Verb } from "../../schema/uses/usable.ts";
import { hostOf } from "./hosts-elsewhere.ts";
import type { ApiRight } from "./reachability/kubernetes-rights.ts";
import type { Reachability } from "./reachability/reachability.ts";
import type { Arrival, Way } from "./reachability/way.ts";

/** One line of `uses`. */
export interface DeclaredEdge {
  readonly service: string;
  readonly target: string;
  readonly verb: Verb;
  /** The part of the spec that the target is, e.g. `queues.jobs`. */
  readonly item: SpecPath;
  /** Where the line is. */
  readonly path: SpecPath;
}

/** Every line of `uses`, in the order of the services. */
export function declaredEdges({ spec }: Model): readonly DeclaredEdge[] {
  return Object.keys(spec.services).flatMap((service) => edgesOf(spec, service));
}

function edgesOf(spec: Model["spec"], service: string): readonly DeclaredEdge[] {
  return Object.entries(spec.services[service]?.uses ?? {}).flatMap(([target, verb]) => {
    const section = usableNamed(spec, target)?.section;
    if (!section) return [];
    return [{ service, target, verb, item: [section, target], path: ["services", service, "uses", target] }];
  });
}

/**
 * The names in a subject's `uses` that cover an arrival: the target's own, and those of others that the network cannot
 * tell from it, by the same addresses and port, or by any address of the internet. None where nothing declares it.
 */
export function declaringTargets({ spec }: Model, reach: Reachability, arrival: Arrival): readonly string[] {
  const { subject, target, beside, ports, isOfInternet = false } = arrival;
  const [section, name = ""] = subject.path.map(String);
  const edges = section === "services" ? edgesOf(spec, name) : [];
  const alike = new Set([target, ...beside].map((item) => formatSpecPath(item)));
  const covers = (edge: DeclaredEdge): boolean =>
    alike.has(formatSpecPath(edge.item)) ||
    (isOfInternet && wayOf({ spec }, reach, edge)?.publicPorts.some((port) => ports.includes(port)) === true);
  return edges.filter(covers).map(({ target: used }) => used);
}

/** What each verb for a service that runs on demand needs of Kubernetes. */
const rights: Readonly<Record<string, Omit<ApiRight, "namespace">>> = {
  run: { verb: "create", apiGroup: "batch", resource: "jobs" },
  exec: { verb: "create", apiGroup: "", resource: "pods/exec" },
};

/** The way that an edge declares; `undefined` when its service has no pods in the graph. */
export function wayOf({ spec }: Pick<Model, "spec">, reach: Reachability, edge: DeclaredEdge): Way | undefined {
  const { service, target, verb, item } = edge;
  const subject = reach.subjects.get(formatSpecPath(["services", service]));
  if (!subject) return undefined;
  const right = rights[verb];
  const called = spec.services[target];
  if (item[0] === "services" && right && called)
    return reach.toKubernetes(subject, { namespace: called.namespace, ...right });
  const host = hostOf(spec, item);
  if (host) return reach.toAddresses(subject, host.cidrs, host.port);
  const needs = usableNamed(spec, target)?.needsAwsIdentity(spec, target, verb);
  return reach.toItem(subject, item, needs ? "with-actions" : "network-only");
}
