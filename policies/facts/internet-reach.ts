import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { holds } from "./addresses.ts";
import { publicAddresses, publicAddressesOfV6 } from "./public-addresses.ts";
import { type Route, subnetRoutes } from "./subnet-routes.ts";

type Subnet = TerraformNode<"aws_subnet">;

/** Whether a subnet has a route to an internet gateway, and the steps that prove it. */
export type Reach =
  | { readonly to: "internet" | "nowhere"; readonly steps: readonly string[] }
  | { readonly to: "unknown"; readonly reason: string };

/**
 * Tells for any subnet whether it is public as AWS defines it: its route table has a route to an internet gateway, for
 * any address of the internet. Names play no part.
 * https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
export function internetReach(graph: ResourceGraph): (subnet: Subnet) => Reach {
  const routesOf = subnetRoutes(graph);
  return (subnet) => {
    const found = routesOf(subnet);
    return "unknown" in found ? { to: "unknown", reason: found.unknown } : reachThrough(found.steps, found.routes);
  };
}

function reachThrough(steps: readonly string[], routes: readonly Route[]): Reach {
  const out = routes.find((route) => route.target.to === "internet gateway" && isOfInternet(route));
  if (out) return { to: "internet", steps: [...steps, out.destination, "internet gateway"] };
  const unknown = routes.find(mayLeadOut);
  if (unknown)
    return { to: "unknown", reason: `where the route to ${unknown.destination} leads is known only at apply` };
  const ways = routes.map(({ destination, through }) => `${destination} → ${through}`);
  return { to: "nowhere", steps: [...steps, ways.join(", ") || "local route only"] };
}

/** Whether a route is for any address of the internet, as far as it is known. */
function isOfInternet({ addresses = [] }: Route): boolean {
  return holds(addresses, publicAddresses, "any") || holds(addresses, publicAddressesOfV6, "any");
}

function mayLeadOut({ target, addresses }: Route): boolean {
  return target.to === "unknown" || (target.to === "internet gateway" && addresses === undefined);
}
