import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, isTemplate } from "../../schema/graph/value.ts";
import { type Addresses, addressesOf } from "./addresses.ts";
import { items, knownText, show } from "./known.ts";
import { label } from "./spec-item.ts";

type Subnet = TerraformNode<"aws_subnet">;
type NatGateway = TerraformNode<"aws_nat_gateway">;

/** A route of a subnet. */
export interface Route {
  /** As it is written. */
  readonly destination: string;
  /** `undefined` when they are known only at apply: those of a prefix list, for one. */
  readonly addresses: Addresses | undefined;
  readonly target: RouteTarget;
  /** What it leads through, for people: `NAT gateway a`. */
  readonly through: string;
}

/**
 * Where a route leads: to a gateway of the internet, to no such thing (`network`), or through what is not of this system
 * and may lead on (`elsewhere`).
 */
export type RouteTarget =
  | { readonly to: "internet gateway" | "network" | "elsewhere" | "unknown" }
  /** `undefined` for one that is not of this system. */
  | { readonly to: "NAT gateway"; readonly gateway: NatGateway | undefined };

/** The routes of a subnet, with the steps that lead to them. */
export type SubnetRoutes =
  | { readonly steps: readonly string[]; readonly routes: readonly Route[] }
  | { readonly unknown: string };

/**
 * The routes of any subnet, from the table that it is associated with. One without an association uses the VPC's main
 * table, and nothing in a graph can give that a route beyond the local one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export function subnetRoutes(graph: ResourceGraph): (subnet: Subnet) => SubnetRoutes {
  const tables = new Map<Address, unknown>();
  let isComplete = true;
  for (const { config } of graph.resources("aws_route_table_association")) {
    const subnet = graph.follow(config.subnetId, "aws_subnet");
    if (subnet) tables.set(subnet.address, config.routeTableId);
    else if (config.subnetId !== undefined && knownText(graph, config.subnetId) === undefined) isComplete = false;
  }
  const routes = routesByTable(graph);
  return (subnet) => {
    const name = `subnet ${label(subnet)}`;
    if (!tables.has(subnet.address)) {
      if (!isComplete) return { unknown: `the route table of subnet "${label(subnet)}" is known only at apply` };
      if (!graph.follow(subnet.config.vpcId, "aws_vpc"))
        return { unknown: `subnet "${label(subnet)}" is in a VPC that is not in the graph` };
      return { steps: [name, "no association: the VPC's main route table"], routes: [] };
    }
    const table = graph.follow(tables.get(subnet.address), "aws_route_table");
    if (!table) return { unknown: `the route table of subnet "${label(subnet)}" is not in the graph` };
    return { steps: [name, `route table ${label(table)}`], routes: routes.get(table.address) ?? [] };
  };
}

const unknownRoute: Route = {
  destination: "an unknown destination",
  addresses: undefined,
  target: { to: "unknown" },
  through: "an unknown target",
};

/** Routes stand alone or inside their table. */
function routesByTable(graph: ResourceGraph): ReadonlyMap<Address, readonly Route[]> {
  const byTable = new Map<Address, Route[]>();
  for (const table of graph.resources("aws_route_table")) {
    const inline = items<RouteArguments>(table.config.route);
    byTable.set(table.address, inline ? inline.map((route) => readRoute(graph, route)) : [unknownRoute]);
  }
  for (const { config } of graph.resources("aws_route")) {
    const table = graph.follow(config.routeTableId, "aws_route_table");
    const { destinationCidrBlock: cidrBlock, destinationIpv6CidrBlock: ipv6CidrBlock, ...rest } = config;
    if (table) byTable.get(table.address)?.push(readRoute(graph, { ...rest, cidrBlock, ipv6CidrBlock }));
  }
  return byTable;
}

/** Every target that a route can have beside the two gateways, as people call it. */
const others = {
  carrierGatewayId: "carrier gateway",
  coreNetworkArn: "core network",
  egressOnlyGatewayId: "egress-only internet gateway",
  localGatewayId: "local gateway",
  networkInterfaceId: "network interface",
  transitGatewayId: "transit gateway",
  vpcEndpointId: "endpoint",
  vpcPeeringConnectionId: "peering connection",
} as const;

interface RouteArguments extends Readonly<Partial<Record<keyof typeof others, unknown>>> {
  readonly cidrBlock?: unknown;
  readonly ipv6CidrBlock?: unknown;
  readonly destinationPrefixListId?: unknown;
  readonly gatewayId?: unknown;
  readonly natGatewayId?: unknown;
}

function readRoute(graph: ResourceGraph, route: RouteArguments): Route {
  const written = route.cidrBlock ?? route.ipv6CidrBlock;
  const cidr = knownText(graph, written);
  return {
    destination: cidr ?? show(written ?? route.destinationPrefixListId),
    addresses: cidr === undefined ? undefined : addressesOf(cidr),
    ...targetOf(graph, route),
  };
}

function targetOf(graph: ResourceGraph, route: RouteArguments): Pick<Route, "target" | "through"> {
  const { gatewayId, natGatewayId } = route;
  const gateway = graph.follow(natGatewayId, "aws_nat_gateway");
  if (gateway) return { target: { to: "NAT gateway", gateway }, through: `NAT gateway ${label(gateway)}` };
  if (natGatewayId !== undefined)
    return { target: { to: "NAT gateway", gateway: undefined }, through: `NAT gateway ${show(natGatewayId)}` };
  if (gatewayId !== undefined) return gatewayOf(graph, gatewayId);
  const other = Object.entries(others).find(([argument]) => route[argument as keyof typeof others] !== undefined);
  if (!other) return { target: { to: "network" }, through: "no gateway" };
  const [argument, name] = other;
  // A peering connection leads to the other network and no further, an egress-only gateway takes IPv6 alone.
  const stays = argument === "vpcPeeringConnectionId" || argument === "egressOnlyGatewayId";
  const through = `${name} ${show(route[argument as keyof typeof others])}`;
  return { target: { to: stays ? "network" : "elsewhere" }, through };
}

/** `gateway_id` also takes a virtual private gateway or the word `local`, hence the look at the type or the prefix. */
function gatewayOf(graph: ResourceGraph, gateway: unknown): Pick<Route, "target" | "through"> {
  const isOurs = graph.follow(gateway, "aws_internet_gateway") !== undefined;
  if (isOurs || (typeof gateway === "string" && gateway.startsWith("igw-")))
    return { target: { to: "internet gateway" }, through: "internet gateway" };
  if (gateway === "local") return { target: { to: "network" }, through: "the network itself" };
  return { target: { to: isTemplate(gateway) ? "unknown" : "elsewhere" }, through: `gateway ${show(gateway)}` };
}
