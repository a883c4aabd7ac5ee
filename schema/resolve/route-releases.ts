import type { ResolvedSpec } from "../model/model.ts";
import { routeTargets } from "../model/route-targets.ts";

/** The names of the Helm releases that carry a route's Ingresses: one for each namespace that it leads to. */
export function routeReleases(spec: ResolvedSpec, name: string): readonly string[] {
  const route = spec.routes[name];
  if (route?.loadBalancer !== "application") return [];
  const namespaces = new Set(routeTargets(route).flatMap((target) => spec.services[target]?.namespace ?? []));
  return namespaces.size > 1 ? [...namespaces].map((namespace) => `route-${name}-${namespace}`) : [`route-${name}`];
}
