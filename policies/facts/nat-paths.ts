import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { holds, together } from "./addresses.ts";
import { knownText } from "./known.ts";
import { publicAddresses } from "./public-addresses.ts";
import { type Route, subnetRoutes } from "./subnet-routes.ts";

type Subnet = TerraformNode<"aws_subnet">;
type Gateway = TerraformNode<"aws_nat_gateway">;

/** The NAT gateway that a subnet's traffic leaves through, and the zones of both where they are known. */
export interface NatPath {
  readonly subnet: Subnet;
  readonly gateway: Gateway;
  readonly zone: string | undefined;
  readonly gatewayZone: string | undefined;
}

/** The way out of every subnet whose route table leads to NAT gateways for all of the internet, by the subnet's address. */
export function natPaths(graph: ResourceGraph): ReadonlyMap<Address, NatPath> {
  const routesOf = subnetRoutes(graph);
  const paths = graph.resources("aws_subnet").flatMap((subnet) => {
    const found = routesOf(subnet);
    const through = "unknown" in found ? [] : found.routes.flatMap(throughGateway);
    const [first] = through;
    const addresses = together(through.map((route) => route.addresses));
    if (!first || !holds(addresses, publicAddresses, "all")) return [];
    const { gateway } = first;
    const outside = graph.follow(gateway.config.subnetId, "aws_subnet");
    return [{ subnet, gateway, zone: zoneOf(graph, subnet), gatewayZone: outside && zoneOf(graph, outside) }];
  });
  return new Map(paths.map((path) => [path.subnet.address, path]));
}

/** A private gateway leads to other networks only. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export function isPublicGateway({ config }: Gateway): boolean {
  return config.connectivityType !== "private";
}

function throughGateway({ target, addresses = [] }: Route) {
  const isWayOut = target.to === "NAT gateway" && target.gateway && isPublicGateway(target.gateway);
  return isWayOut ? [{ gateway: target.gateway, addresses }] : [];
}

/** The zone of a subnet, where it is known. */
export function zoneOf(graph: ResourceGraph, { config }: Subnet): string | undefined {
  return knownText(graph, config.availabilityZone ?? config.availabilityZoneId);
}
