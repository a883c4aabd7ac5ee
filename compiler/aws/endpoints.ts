import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Routing } from "./routing.ts";
import { ingress } from "./security-group-rule.ts";
import type { Subnets } from "./subnets.ts";

type EndpointName = keyof ResolvedSpec["network"]["endpoints"];

/** Reached by a route, free of charge; every other service has network interfaces of its own in the subnets. */
const gatewayServices: ReadonlySet<string> = new Set<EndpointName>(["dynamodb", "s3"]);

const origin: SpecPath = ["network", "endpoints"];

/** Where VPC endpoints are placed, and who may use them. */
export interface EndpointPlace {
  readonly vpc: TerraformNode<"aws_vpc">;
  readonly subnets: Subnets;
  readonly tables: Routing["tables"];
  readonly nodesGroup: TerraformNode<"aws_security_group">;
}

/**
 * The AWS services that the VPC reaches without the internet.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function endpoints(context: Context, place: EndpointPlace): AnyTerraformNode[] {
  const services = Object.keys(context.model.spec.network.endpoints);
  const interfaces = services.filter(isInterfaceEndpoint);
  const group = interfaces.length > 0 ? endpointGroup(context, place.vpc) : undefined;
  return [
    ...services
      .filter((service) => gatewayServices.has(service))
      .map((service) => gatewayEndpoint(context, service, place)),
    ...(group ? [group, fromNodes(group, place)] : []),
    ...(group ? interfaces.map((service) => interfaceEndpoint(context, service, place, group)) : []),
  ];
}

/** Whether an endpoint has network interfaces, as opposed to a route. */
export function isInterfaceEndpoint(service: string): boolean {
  return !gatewayServices.has(service);
}

/** The address ranges that interface endpoints answer from. */
export function endpointCidrs({ network }: ResolvedSpec): readonly string[] {
  const { tiers } = network;
  return Object.values((tiers.private ?? tiers.public)?.cidrs ?? {});
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
function gatewayEndpoint(context: Context, service: string, { vpc, tables }: EndpointPlace) {
  const used = tables.private.length > 0 ? tables.private : tables.public;
  return terraform("aws_vpc_endpoint", {
    ...identity(service),
    config: {
      ...common(context, service, vpc),
      vpcEndpointType: "Gateway",
      routeTableIds: used.map((table) => ref(table, "id")),
    },
  });
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html */
function interfaceEndpoint(
  context: Context,
  service: string,
  { vpc, subnets }: EndpointPlace,
  group: TerraformNode<"aws_security_group">,
) {
  const used = subnets.private.length > 0 ? subnets.private : subnets.public;
  return terraform("aws_vpc_endpoint", {
    ...identity(service),
    config: {
      ...common(context, service, vpc),
      vpcEndpointType: "Interface",
      // The service's usual name then leads here, so that no client has to know of the endpoint.
      privateDnsEnabled: true,
      subnetIds: used.map((subnet) => ref(subnet.node, "id")),
      securityGroupIds: [ref(group, "id")],
    },
  });
}

function identity(service: string) {
  return { stack: "network", name: service, origin: [...origin, service] };
}

function common({ name, region }: Context, service: string, vpc: EndpointPlace["vpc"]) {
  return {
    vpcId: ref(vpc, "id"),
    serviceName: `com.amazonaws.${region}.${service}`,
    tags: { Name: `${name}-${service.replaceAll(".", "-")}` },
  };
}

/** Without a rule for the way out: an endpoint answers and never calls. */
function endpointGroup({ name }: Context, vpc: EndpointPlace["vpc"]): TerraformNode<"aws_security_group"> {
  const groupName = `${name}-endpoints`;
  return terraform("aws_security_group", {
    stack: "network",
    name: "endpoints",
    origin,
    config: {
      name: groupName,
      description: "Endpoints of AWS services in the VPC",
      vpcId: ref(vpc, "id"),
      tags: { Name: groupName },
    },
  });
}

function fromNodes(group: TerraformNode<"aws_security_group">, { nodesGroup }: EndpointPlace): AnyTerraformNode {
  return ingress({
    name: "endpoints_from_nodes",
    group,
    peer: nodesGroup,
    origin,
    description: "AWS services from the nodes",
    ports: { protocol: "tcp", from: 443 },
  });
}
