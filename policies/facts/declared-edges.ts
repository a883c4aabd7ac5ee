import type { SpecPath } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { usableNamed } from "../../schema/uses/registry.ts";
import type { Verb } from "../../schema/uses/usable.ts";
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
  return Object.entries(spec.services).flatMap(([service, { uses }]) =>
    Object.entries(uses).flatMap(([target, verb]) => {
      const section = usableNamed(spec, target)?.section;
      if (!section) return [];
      return [{ service, target, verb, item: [section, target], path: ["services", service, "uses", target] }];
    }),
  );
}

/**
 * The names in a subject's `uses` that cover an arrival: the target's own, and those of others at the same addresses and
 * port, which the network cannot tell from it. None where nothing declares it.
 */
export function declaringTargets({ spec }: Model, { subject, target, beside }: Arrival): readonly string[] {
  const [section, name = ""] = subject.path;
  const uses = section === "services" ? (spec.services[String(name)]?.uses ?? {}) : {};
  return [target, ...beside].map((each) => String(each.at(-1))).filter((each) => Object.hasOwn(uses, each));
}

/** What each verb for a service that runs on demand needs of Kubernetes. */
const rights: Readonly<Record<string, { readonly verb: string; readonly resource: string }>> = {
  run: { verb: "create", resource: "jobs" },
  exec: { verb: "create", resource: "pods/exec" },
};

/** The way that an edge declares; `undefined` when its service has no pods in the graph. */
export function wayOf({ spec }: Model, reach: Reachability, edge: DeclaredEdge): Way | undefined {
  const { service, target, verb, item } = edge;
  const subject = reach.subjects.get(formatSpecPath(["services", service]));
  if (!subject) return undefined;
  const right = rights[verb];
  const called = spec.services[target];
  if (item[0] === "services" && right && called)
    return reach.toKubernetes(subject, called.namespace, right.verb, right.resource);
  const elsewhere =
    item[0] === "external" ? spec.external[target] : item[0] === "stores" ? outside(spec, target) : undefined;
  if (elsewhere) return reach.toAddresses(subject, elsewhere.cidrs, elsewhere.port);
  const needs = usableNamed(spec, target)?.needsAwsIdentity(spec, target, verb);
  return reach.toItem(subject, item, needs ? "with-actions" : "network-only");
}

/** Where a store is that somebody else runs. */
function outside(spec: Model["spec"], name: string) {
  const store = spec.stores[name];
  return store?.engine === "external" ? { cidrs: store.cidrs, port: store.port } : undefined;
}
