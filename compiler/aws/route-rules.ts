import type { SpecPath } from "../../schema/finding.ts";
import type { AnyTerraformNode } from "../../schema/graph/graph.ts";
import { balancedPorts, routePorts, routeTargets } from "../../schema/model/route-targets.ts";
import type { Context } from "../context.ts";
import { egress, ingress, type SecurityGroup } from "./security-group-rule.ts";

/**
 * Who reaches a route's load balancer, and what it reaches: the internet (or the nodes, of an internal route) on the
 * ports that it listens on, and from there the pods' ports on the nodes.
 */
export function routeRules(
  { model }: Context,
  name: string,
  balancer: SecurityGroup,
  nodes: SecurityGroup,
): AnyTerraformNode[] {
  const route = model.spec.routes[name];
  if (!route) return [];
  const targetPorts = routeTargets(route).flatMap((target) => {
    const service = model.spec.services[target];
    return service ? balancedPorts(service) : [];
  });
  const origin: SpecPath = ["routes", name];
  return [
    ...routePorts(route).map((port) =>
      ingress({
        name: `route_${name}_${port}`,
        group: balancer,
        peer: route.scheme === "internet-facing" ? "anywhere" : nodes,
        origin: route.loadBalancer === "network" ? [...origin, "listen", String(port)] : [...origin, "hosts"],
        description: `Listener on ${port}`,
        ports: { protocol: "tcp", from: port },
      }),
    ),
    ...[...new Set(targetPorts)].flatMap((port) => {
      const description = `Load balancer of route ${name} to the pods on ${port}`;
      const ports = { protocol: "tcp", from: port } as const;
      return [
        egress({ name: `route_${name}_to_${port}`, group: balancer, peer: nodes, origin, description, ports }),
        ingress({ name: `nodes_from_route_${name}_${port}`, group: nodes, peer: balancer, origin, description, ports }),
      ];
    }),
  ];
}
