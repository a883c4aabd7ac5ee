import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import { type Addresses, common, type Extent, sizeOf, together, without } from "../addresses.ts";
import { internetReach } from "../internet-reach.ts";
import { isPublicGateway } from "../nat-paths.ts";
import { label } from "../spec-item.ts";
import { type Route, subnetRoutes } from "../subnet-routes.ts";
import type { Hop } from "./answer.ts";
import { isOpenTo, type Place } from "./place.ts";

type Subnet = TerraformNode<"aws_subnet">;

/** Whether what is sent from a subnet to the internet gets there. */
export type InternetEgress = (subnet: Subnet, extent: Extent) => Hop;

/**
 * Reads the routes of subnets. Of several routes that are for an address the narrowest counts, and a NAT gateway gets no
 * further than the subnet that it stands in. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function internetEgress(graph: ResourceGraph, internet: Place): InternetEgress {
  const routesOf = subnetRoutes(graph);
  const reach = internetReach(graph);
  return (subnet, extent) => {
    const found = routesOf(subnet);
    if ("unknown" in found) return { unknown: found.unknown };
    const parts = partsOf(found.routes, internet.addresses).map(({ route, addresses }) => ({
      addresses,
      hop: hopThrough(graph, reach, found.steps.slice(1), route),
    }));
    const openTo = (isOpen: (hop: Hop) => boolean): boolean => {
      const open = parts.filter(({ hop }) => isOpen(hop)).map(({ addresses }) => addresses);
      return isOpenTo(together(open), internet, extent);
    };
    const name = `subnet ${label(subnet)}`;
    const passing = parts.find(({ hop }) => "passes" in hop);
    if (passing && openTo((hop) => "passes" in hop)) return { passes: `${name} → ${textOf(passing.hop)}` };
    const unknown = parts.find(({ hop }) => "unknown" in hop);
    if (unknown && openTo((hop) => !("missing" in hop))) return { unknown: `${name}: ${textOf(unknown.hop)}` };
    if (found.routes.some(({ addresses }) => addresses === undefined))
      return { unknown: `the destination of a route of ${name} is known only at apply` };
    const closed = parts.find(({ hop }) => "missing" in hop);
    const where = passing ? "all of the internet" : "the internet";
    return { missing: `${name} has no route to ${where}${closed ? `: ${textOf(closed.hop)}` : ""}` };
  };
}

/** What each route is the narrowest for. */
function partsOf(routes: readonly Route[], wanted: Addresses) {
  const known = routes.flatMap((route) => (route.addresses ? [{ route, addresses: route.addresses }] : []));
  const narrowest = [...known].sort((left, right) => (sizeOf(left.addresses) < sizeOf(right.addresses) ? -1 : 1));
  let left = wanted;
  return narrowest.flatMap(({ route, addresses }) => {
    const own = common(left, addresses);
    left = without(left, addresses);
    return own.length > 0 ? [{ route, addresses: own }] : [];
  });
}

function hopThrough(
  graph: ResourceGraph,
  reach: ReturnType<typeof internetReach>,
  table: readonly string[],
  { target, through, destination }: Route,
): Hop {
  if (target.to === "internet gateway") return { passes: [...table, destination, through].join(" → ") };
  if (target.to === "network") return { missing: `${destination} leads through ${through}` };
  if (target.to !== "NAT gateway" || !target.gateway)
    return { unknown: `${through}, which is not of this system, may lead to the internet` };
  if (!isPublicGateway(target.gateway)) return { missing: `${through} is private` };
  const outside = graph.follow(target.gateway.config.subnetId, "aws_subnet");
  if (!outside) return { unknown: `the subnet of ${through} is not in the graph` };
  const onwards = reach(outside);
  if (onwards.to === "internet") return { passes: `${through} → internet` };
  if (onwards.to === "unknown") return { unknown: onwards.reason };
  return { missing: `${through} stands in subnet ${label(outside)}, which has no route to an internet gateway` };
}

function textOf(hop: Hop): string {
  if ("passes" in hop) return hop.passes;
  return "missing" in hop ? hop.missing : hop.unknown;
}
