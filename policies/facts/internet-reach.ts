import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, isReference, isTemplate } from "../../schema/graph/value.ts";
import { items, known, knownText, show } from "./known.ts";
import { label } from "./spec-item.ts";

type Subnet = TerraformNode<"aws_subnet">;
type RouteTable = TerraformNode<"aws_route_table">;

/** Whether a subnet has a route to an internet gateway, and the steps that prove it. */
export type Reach =
  | { readonly to: "internet" | "nowhere"; readonly steps: readonly string[] }
  | { readonly to: "unknown"; readonly reason: string };

interface Route {
  readonly destination: string;
  readonly target: "internet" | "elsewhere" | "unknown";
  /** What it leads through, for people: `NAT gateway a`. */
  readonly through: string;
}

/**
 * Tells for any subnet whether it is public as AWS defines it: its route table has a route to an internet gateway.
 * Names play no part. A subnet without an association uses the VPC's main route table, and nothing in a graph
 * can give that a route beyond the local one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
export function internetReach(graph: ResourceGraph): (subnet: Subnet) => Reach {
  const tables = new Map<Address, unknown>();
  let isComplete = true;
  for (const { config } of graph.resources("aws_route_table_association")) {
    const subnet = graph.follow(config.subnetId, "aws_subnet");
    if (subnet) tables.set(subnet.address, config.routeTableId);
    else if (config.subnetId !== undefined && knownText(graph, config.subnetId) === undefined) isComplete = false;
  }
  const routes = routesByTable(graph);
  return (subnet) => {
    if (!tables.has(subnet.address) && !isComplete)
      return { to: "unknown", reason: `the route table of subnet "${label(subnet)}" is known only at apply` };
    if (!tables.has(subnet.address)) return reachOfMainTable(graph, subnet);
    const table = graph.follow(tables.get(subnet.address), "aws_route_table");
    if (!table) return { to: "unknown", reason: `the route table of subnet "${label(subnet)}" is not in the graph` };
    return reachThrough(subnet, table, routes.get(table.address) ?? []);
  };
}

function reachThrough(subnet: Subnet, table: RouteTable, routes: readonly Route[]): Reach {
  const steps = [`subnet ${label(subnet)}`, `route table ${label(table)}`];
  const out = routes.find((route) => route.target === "internet");
  if (out) return { to: "internet", steps: [...steps, out.destination, "internet gateway"] };
  const unknown = routes.find((route) => route.target === "unknown");
  if (unknown)
    return { to: "unknown", reason: `the target of the route to ${unknown.destination} is known only at apply` };
  const ways = routes.map(({ destination, through }) => `${destination} → ${through}`);
  return { to: "nowhere", steps: [...steps, ways.join(", ") || "local route only"] };
}

function reachOfMainTable(graph: ResourceGraph, subnet: Subnet): Reach {
  if (!graph.follow(subnet.config.vpcId, "aws_vpc"))
    return { to: "unknown", reason: `subnet "${label(subnet)}" is in a VPC that is not in the graph` };
  return {
    to: "nowhere",
    steps: [`subnet ${label(subnet)}`, "no association: the VPC's main route table", "local route only"],
  };
}

function routesByTable(graph: ResourceGraph): ReadonlyMap<Address, readonly Route[]> {
  const byTable = new Map<Address, Route[]>();
  for (const table of graph.resources("aws_route_table")) {
    const inline = items<RouteArguments>(table.config.route);
    const unknown: Route = {
      destination: "an unknown destination",
      target: "unknown",
      through: "an unknown target",
    };
    byTable.set(table.address, inline ? inline.map((route) => readRoute(graph, route)) : [unknown]);
  }
  for (const { config } of graph.resources("aws_route")) {
    const table = graph.follow(config.routeTableId, "aws_route_table");
    const { destinationCidrBlock: cidrBlock, destinationIpv6CidrBlock: ipv6CidrBlock, ...rest } = config;
    if (table) byTable.get(table.address)?.push(readRoute(graph, { ...rest, cidrBlock, ipv6CidrBlock }));
  }
  return byTable;
}

interface RouteArguments {
  readonly cidrBlock?: unknown;
  readonly ipv6CidrBlock?: unknown;
  readonly destinationPrefixListId?: unknown;
  readonly gatewayId?: unknown;
  readonly natGatewayId?: unknown;
}

function readRoute(graph: ResourceGraph, route: RouteArguments): Route {
  const destination = route.cidrBlock ?? route.ipv6CidrBlock ?? route.destinationPrefixListId;
  return {
    destination: String(known(graph, destination) ?? show(destination)),
    target: targetOf(graph, route.gatewayId),
    through: gatewayName(graph, route),
  };
}

function gatewayName(graph: ResourceGraph, { gatewayId, natGatewayId }: RouteArguments): string {
  const gateway = graph.follow(natGatewayId, "aws_nat_gateway");
  if (gateway) return `NAT gateway ${label(gateway)}`;
  return gatewayId === undefined && natGatewayId === undefined ? "no gateway" : show(natGatewayId ?? gatewayId);
}

/** `gateway_id` also takes a virtual private gateway or the word `local`, hence the look at the type or the prefix. */
function targetOf(graph: ResourceGraph, gateway: unknown): Route["target"] {
  if (gateway === undefined) return "elsewhere";
  if (isReference(gateway)) return graph.follow(gateway, "aws_internet_gateway") ? "internet" : "elsewhere";
  if (isTemplate(gateway)) return "unknown";
  return String(gateway).startsWith("igw-") ? "internet" : "elsewhere";
}
