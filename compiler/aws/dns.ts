import { type AnyTerraformNode, type GraphNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import { hostResource, zonedHosts } from "./zone.ts";

/** The names under which the hosts of routes are found. */
export interface Dns {
  readonly loadBalancers: Readonly<Record<string, TerraformNode<"data.aws_lb">>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * A record for each host of a route that names a zone: an alias of the load balancer, which is looked up by the name
 * that its Ingress gave it. The load balancer has no IPv6 addresses.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export function dns(context: Context, ingresses: readonly GraphNode[]): Dns {
  const hosts = zonedHosts(context, "dns");
  const loadBalancers = Object.fromEntries(
    [...new Set(hosts.map(({ routeName }) => routeName))].map((route) => [
      route,
      loadBalancer(context, route, ingresses),
    ]),
  );
  const records = hosts.flatMap(({ host, routeName, zone, origin }) => {
    const balancer = loadBalancers[routeName];
    if (!balancer) return [];
    return terraform("aws_route53_record", {
      stack: "dns",
      name: hostResource(host),
      origin,
      config: {
        zoneId: ref(zone, "zone_id"),
        name: host,
        type: "A",
        alias: { name: ref(balancer, "dns_name"), zoneId: ref(balancer, "zone_id"), evaluateTargetHealth: true },
      },
    });
  });
  const zones = new Set(hosts.map(({ zone }) => zone));
  return { loadBalancers, nodes: [...zones, ...Object.values(loadBalancers), ...records] };
}

function loadBalancer({ name }: Context, route: string, ingresses: readonly GraphNode[]): TerraformNode<"data.aws_lb"> {
  const releases = ingresses
    .filter((node) => node.type === "helm_release")
    .filter(({ origin }) => origin[0] === "routes" && origin[1] === route);
  return terraform("data.aws_lb", {
    stack: "dns",
    name: `route_${route}`,
    origin: ["routes", route, "zone"],
    config: { name: `${name}-${route}` },
    after: releases,
  });
}
