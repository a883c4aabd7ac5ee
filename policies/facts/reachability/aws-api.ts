import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { items, knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { type NodeNetwork, rangesOf } from "./node-network.ts";
import { outToRanges } from "./pod-hops.ts";
import type { PodLinks } from "./pod-links.ts";
import { anyPublicAddress } from "./ranges.ts";
import type { GroupHop } from "./security-groups.ts";

type Endpoint = TerraformNode<"aws_vpc_endpoint">;

/** The APIs of AWS as pods reach them: an endpoint in the VPC where there is one, else the internet. */
export interface AwsApis {
  /** The way of a pod to the API of a service. */
  hops(source: PodTemplate, links: PodLinks, service: string): readonly Hop[];
  /** Whether the API of a service has public addresses only, also where a gateway endpoint leads to them. */
  isPublic(service: string): boolean;
}

/** Reads the VPC's endpoints once. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export function awsApis(graph: ResourceGraph, nodes: NodeNetwork, hop: GroupHop): AwsApis {
  const endpoints = new Map(graph.resources("aws_vpc_endpoint").map((node) => [serviceOf(graph, node), node]));
  const wayTo = remember((service: string): WayToApi => {
    const endpoint = endpoints.get(service);
    const isInterface = endpoint?.config.vpcEndpointType === "Interface";
    if (endpoint && isInterface && endpoint.config.privateDnsEnabled === true)
      return { ranges: endpointRanges(graph, endpoint), further: throughInterface(graph, endpoint, nodes, hop) };
    const ranges = [anyPublicAddress];
    const out = nodes.letsOut({ cidrs: ranges }, 443);
    if (endpoint && !isInterface && servesNodes(graph, endpoint, nodes))
      return { ranges, further: [out, { passes: `gateway endpoint ${label(endpoint)} → ${service} API` }] };
    return { ranges, further: [out, nodes.wayOut, { passes: `${service} API` }] };
  });
  return {
    hops(source, links, service) {
      const { ranges, further } = wayTo(service);
      return [outToRanges(source, links, ranges, 443), ...further];
    },
    isPublic: (service) => wayTo(service).ranges.includes(anyPublicAddress),
  };
}

/** What a pod's own policies must let it out to, and the hops from there, which are the same for every pod. */
interface WayToApi {
  readonly ranges: readonly string[];
  readonly further: readonly Hop[];
}

function throughInterface(graph: ResourceGraph, endpoint: Endpoint, nodes: NodeNetwork, hop: GroupHop): readonly Hop[] {
  const groups = (items<unknown>(endpoint.config.securityGroupIds) ?? []).map(
    (each) => graph.follow(each, "aws_security_group")?.address,
  );
  const known = groups.filter((each) => each !== undefined);
  const name = `endpoint ${label(endpoint)}`;
  if (known.length === 0) return [{ unknown: `the security group of the ${name} is known only at apply` }];
  const letIn = known.map((group) => hop("ingress", group, { groups: nodes.groups }, 443));
  return [
    nodes.letsOut({ groups: known }, 443),
    letIn.find((each) => "passes" in each) ?? letIn[0] ?? { missing: `${name} has no security group` },
    { passes: `${name} → its API` },
  ];
}

function endpointRanges(graph: ResourceGraph, { config }: Endpoint): readonly string[] {
  const subnets = (items<unknown>(config.subnetIds) ?? []).map((each) => graph.follow(each, "aws_subnet"));
  return rangesOf(
    graph,
    subnets.filter((each) => each !== undefined),
  );
}

/** Whether the route tables of all subnets of nodes have the endpoint's route. */
function servesNodes(graph: ResourceGraph, { config }: Endpoint, { subnets }: NodeNetwork): boolean {
  const tables = new Set(
    (items<unknown>(config.routeTableIds) ?? []).map((each) => graph.follow(each, "aws_route_table")?.address),
  );
  const used = new Map<Address, Address | undefined>();
  for (const { config: each } of graph.resources("aws_route_table_association")) {
    const subnet = graph.follow(each.subnetId, "aws_subnet");
    if (subnet) used.set(subnet.address, graph.follow(each.routeTableId, "aws_route_table")?.address);
  }
  return subnets.length > 0 && subnets.every(({ address }) => tables.has(used.get(address)));
}

/** `com.amazonaws.eu-west-1.sqs` is `sqs`. */
function serviceOf(graph: ResourceGraph, { name, config }: Endpoint): string {
  const parts = knownText(graph, config.serviceName)?.split(".");
  return parts ? parts.slice(3).join(".") : name;
}
