import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { TierName } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import { type Subnet, type Subnets, tierPath } from "./subnets.ts";

type Vpc = TerraformNode<"aws_vpc">;
type Network = Context["model"]["spec"]["network"];
type RouteTable = TerraformNode<"aws_route_table">;

const anywhere = "0.0.0.0/0";

/** The route tables of each tier, and everything in them. */
export interface Routing {
  readonly tables: Readonly<Record<TierName, readonly RouteTable[]>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * The way out of each tier: public subnets through the internet gateway, private ones through a NAT gateway,
 * data subnets nowhere. Private subnets have a route table per zone whatever the NAT mode, so that a change of
 * mode replaces routes and never subnets.
 */
export function routing(context: Context, vpc: Vpc, subnets: Subnets): Routing {
  const gateway = subnets.public.length > 0 ? internetGateway(context, vpc) : undefined;
  const publicTable = gateway && routeTable(context, vpc, "public", "public");
  const nat = gateway ? natGateways(context, subnets.public, gateway) : { nodes: [], byZone: () => undefined };
  const dataTable = subnets.data.length > 0 ? routeTable(context, vpc, "data", "data") : undefined;
  const privateRoutes = subnets.private.map((subnet) => privateRouting(context, vpc, subnet, nat.byZone(subnet.zone)));
  const nodes = [
    ...(gateway && publicTable
      ? [
          gateway,
          publicTable,
          defaultRoute("public_internet", "public", publicTable, { gatewayId: ref(gateway, "id") }),
          ...subnets.public.map((subnet) => association("public", subnet, publicTable)),
        ]
      : []),
    ...nat.nodes,
    ...privateRoutes.flatMap((route) => route.nodes),
    ...(dataTable ? [dataTable, ...subnets.data.map((subnet) => association("data", subnet, dataTable))] : []),
  ];
  const tables = {
    public: publicTable ? [publicTable] : [],
    private: privateRoutes.map(({ table }) => table),
    data: dataTable ? [dataTable] : [],
  };
  return { tables, nodes };
}

function privateRouting(
  context: Context,
  vpc: Vpc,
  subnet: Subnet,
  nat: TerraformNode<"aws_nat_gateway"> | undefined,
): { readonly table: RouteTable; readonly nodes: readonly AnyTerraformNode[] } {
  const table = routeTable(context, vpc, "private", `private_${subnet.zone}`);
  const out = nat && defaultRoute(`private_${subnet.zone}_nat`, "private", table, { natGatewayId: ref(nat, "id") });
  return { table, nodes: [table, association("private", subnet, table), ...(out ? [out] : [])] };
}

function internetGateway({ name }: Context, vpc: Vpc): TerraformNode<"aws_internet_gateway"> {
  return terraform("aws_internet_gateway", {
    stack: "network",
    name: "main",
    origin: tierPath("public"),
    config: { vpcId: ref(vpc, "id"), tags: { Name: name } },
  });
}

/** NAT gateways in the public subnets, and which of them a zone uses. */
function natGateways(
  { model, name }: Context,
  publicSubnets: readonly Subnet[],
  gateway: TerraformNode<"aws_internet_gateway">,
): {
  readonly nodes: readonly AnyTerraformNode[];
  readonly byZone: (zone: string) => TerraformNode<"aws_nat_gateway"> | undefined;
} {
  const { nat, natZones } = model.spec.network;
  const origin = ["network", nat === "custom" ? "natZones" : "nat"];
  const pairs = gatewaySubnets(model.spec.network, publicSubnets).map(({ zone, node: subnet }) => {
    const address = terraform("aws_eip", {
      stack: "network",
      name: `nat_${zone}`,
      origin,
      config: { domain: "vpc", tags: { Name: `${name}-nat-${zone}` } },
      after: [gateway],
    });
    const natGateway = terraform("aws_nat_gateway", {
      stack: "network",
      name: zone,
      origin,
      config: {
        allocationId: ref(address, "allocation_id"),
        subnetId: ref(subnet, "id"),
        tags: { Name: `${name}-${zone}` },
      },
      after: [gateway],
    });
    return { zone, address, natGateway };
  });
  return {
    nodes: pairs.flatMap(({ address, natGateway }) => [address, natGateway]),
    byZone: (zone) => (pairs.find((pair) => pair.zone === (natZones[zone] ?? zone)) ?? pairs[0])?.natGateway,
  };
}

/** The public subnets that hold a NAT gateway. */
function gatewaySubnets({ nat, natZones }: Network, publicSubnets: readonly Subnet[]): readonly Subnet[] {
  if (nat === "none") return [];
  if (nat === "single") return publicSubnets.slice(0, 1);
  if (nat === "per-zone") return publicSubnets;
  return publicSubnets.filter(({ zone }) => Object.values(natZones).includes(zone));
}

function routeTable({ name }: Context, vpc: Vpc, tier: keyof Subnets, tableName: string): RouteTable {
  return terraform("aws_route_table", {
    stack: "network",
    name: tableName,
    origin: tierPath(tier),
    config: { vpcId: ref(vpc, "id"), tags: { Name: `${name}-${tableName.replace("_", "-")}` } },
  });
}

function defaultRoute(
  name: string,
  tier: keyof Subnets,
  table: RouteTable,
  target: { gatewayId: ReturnType<typeof ref> } | { natGatewayId: ReturnType<typeof ref> },
): TerraformNode<"aws_route"> {
  return terraform("aws_route", {
    stack: "network",
    name,
    origin: tierPath(tier),
    config: { routeTableId: ref(table, "id"), destinationCidrBlock: anywhere, ...target },
  });
}

function association(
  tier: keyof Subnets,
  { zone, node }: Subnet,
  table: RouteTable,
): TerraformNode<"aws_route_table_association"> {
  return terraform("aws_route_table_association", {
    stack: "network",
    name: `${tier}_${zone}`,
    origin: tierPath(tier),
    config: { subnetId: ref(node, "id"), routeTableId: ref(table, "id") },
  });
}
