import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { items, knownText } from "./known.ts";

type Subnet = TerraformNode<"aws_subnet">;
type Gateway = TerraformNode<"aws_nat_gateway">;

/** The NAT gateway that a subnet's traffic leaves through, and the zones of both where they are known. */
export interface NatPath {
  readonly subnet: Subnet;
  readonly gateway: Gateway;
  readonly zone: string | undefined;
  readonly gatewayZone: string | undefined;
}

/** The way out of every subnet whose route table leads to a NAT gateway, by the subnet's address. */
export function natPaths(graph: ResourceGraph): ReadonlyMap<Address, NatPath> {
  const gateways = gatewaysByTable(graph);
  const paths = graph.resources("aws_route_table_association").flatMap(({ config }) => {
    const subnet = graph.follow(config.subnetId, "aws_subnet");
    const table = graph.follow(config.routeTableId, "aws_route_table");
    const gateway = table && gateways.get(table.address);
    if (!subnet || !gateway) return [];
    const outside = graph.follow(gateway.config.subnetId, "aws_subnet");
    return [{ subnet, gateway, zone: zoneOf(graph, subnet), gatewayZone: outside && zoneOf(graph, outside) }];
  });
  return new Map(paths.map((path) => [path.subnet.address, path]));
}

/** Routes stand alone or inside their table. */
function gatewaysByTable(graph: ResourceGraph): ReadonlyMap<Address, Gateway> {
  const found = new Map<Address, Gateway>();
  const add = (table: Address | undefined, gatewayId: unknown): void => {
    const gateway = graph.follow(gatewayId, "aws_nat_gateway");
    if (table && gateway) found.set(table, gateway);
  };
  for (const { address, config } of graph.resources("aws_route_table"))
    for (const route of items<{ natGatewayId?: unknown }>(config.route) ?? []) add(address, route.natGatewayId);
  for (const { config } of graph.resources("aws_route"))
    add(graph.follow(config.routeTableId, "aws_route_table")?.address, config.natGatewayId);
  return found;
}

function zoneOf(graph: ResourceGraph, { config }: Subnet): string | undefined {
  return knownText(graph, config.availabilityZone ?? config.availabilityZoneId);
}
