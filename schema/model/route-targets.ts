import type { Route, Service } from "./model.ts";

/** The services that a route leads to, each once, in the order of the route's keys. */
export function routeTargets({ listen, hosts }: Pick<Route, "listen" | "hosts">): readonly string[] {
  return [...new Set([...Object.values(listen), ...Object.values(hosts).flatMap(({ paths }) => Object.values(paths))])];
}

/** The ports that a route's load balancer listens on. An application load balancer with TLS has 80 to redirect to 443. */
export function routePorts(route: Route): readonly number[] {
  if (route.loadBalancer === "network") return Object.keys(route.listen).map(Number);
  return hasTls(route) ? [80, 443] : [80];
}

/** Whether a route's load balancer speaks TLS. */
export function hasTls({ certificate, zone }: Pick<Route, "certificate" | "zone">): boolean {
  return certificate !== undefined || zone !== undefined;
}

/** The ports of a service's pods that a load balancer opens connections to: for traffic, and to ask whether a pod is ready. */
export function balancedPorts({ port, probes }: Service): readonly number[] {
  if (port === undefined) return [];
  return [...new Set([port, probes.readiness?.port ?? port])];
}
