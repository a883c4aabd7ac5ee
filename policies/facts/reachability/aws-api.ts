import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupNames } from "../group-names.ts";
import { items, knownFlag, knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { endpointPolicy } from "./endpoint-policy.ts";
import { type Nodes, placeOfSubnets, subnetsIn } from "./node-network.ts";
import type { Place } from "./place.ts";
import { outToPlace, type Passage, type PodSide } from "./pod-hops.ts";
import type { End, GroupHop } from "./security-groups.ts";

type Endpoint = TerraformNode<"aws_vpc_endpoint">;

/** The APIs of AWS: an endpoint in the VPC where there is one, else the internet. */
export interface AwsApis {
  /** The way of a pod to the API of a service. */
  hops(source: PodTemplate, service: string): readonly Hop[];
  /** The way of the nodes themselves, which no network policy binds. */
  hopsOfNodes(nodes: Nodes, service: string): readonly Hop[];
  /** Whether the API of a service has public addresses only, also where a gateway endpoint leads to them. */
  isPublic(service: string): boolean;
}

/** What the ways to APIs are made of. */
export interface ApiNetwork {
  readonly internet: Place;
  readonly group: GroupHop;
  readonly nodesOf: (pod: PodTemplate) => Nodes;
  readonly sideOf: (pod: PodTemplate, way: "egress") => PodSide;
  readonly fromNodes: (nodes: Nodes, end: End, passage: Passage) => readonly Hop[];
}

/** All of what a way needs, on the port of every API. */
const https: Passage = { port: 443, extent: "all" };

/** Reads the VPC's endpoints once. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export function awsApis(graph: ResourceGraph, network: ApiNetwork): AwsApis {
  const endpoints = new Map(graph.resources("aws_vpc_endpoint").map((node) => [serviceOf(graph, node), node]));
  const wayTo = remember((service: string) => readWay(graph, network, service, endpoints.get(service)));
  return {
    hops(source, service) {
      const { place, further } = wayTo(service);
      const out: Hop = place
        ? outToPlace(network.sideOf(source, "egress"), place, https)
        : { unknown: `the subnets of the endpoint of ${service} are known only at apply` };
      return [out, ...further(network.nodesOf(source))];
    },
    hopsOfNodes: (nodes, service) => wayTo(service).further(nodes),
    isPublic: (service) => wayTo(service).place === network.internet,
  };
}

interface WayToApi {
  /** What a pod's own policies must let it out to; `undefined` when it is known only at apply. */
  readonly place: Place | undefined;
  /** The hops from there, which are the same for every pod on the same nodes. */
  readonly further: (nodes: Nodes) => readonly Hop[];
}

function readWay(graph: ResourceGraph, network: ApiNetwork, service: string, endpoint: Endpoint | undefined): WayToApi {
  const isInterface = endpoint?.config.vpcEndpointType === "Interface";
  if (endpoint && isInterface && knownFlag(graph, endpoint.config.privateDnsEnabled) === true)
    return throughInterface(graph, network, endpoint);
  const { internet: place, group } = network;
  const beyond: End = { name: place.name, groups: [], place };
  const isServed = endpoint && !isInterface ? servedSubnets(graph, endpoint) : () => false;
  const further = (nodes: Nodes): readonly Hop[] => {
    const out = group(nodes.ends, [beyond], { way: "egress", ...https });
    if (!endpoint || !isServed(nodes)) return [out, nodes.wayOut("all"), { passes: `${service} API` }];
    return [
      out,
      { passes: `gateway endpoint ${label(endpoint)} → ${service} API` },
      ...endpointPolicy(graph, endpoint),
    ];
  };
  return { place, further: remember(further) };
}

function throughInterface(graph: ResourceGraph, { fromNodes }: ApiNetwork, endpoint: Endpoint): WayToApi {
  const name = `endpoint ${label(endpoint)}`;
  const { securityGroupIds, subnetIds } = endpoint.config;
  const place = placeOfSubnets(graph, subnetsIn(graph, subnetIds));
  const end: End = { name, groups: groupNames(graph, securityGroupIds), place };
  const onwards: readonly Hop[] = [...endpointPolicy(graph, endpoint), { passes: `${name} → its API` }];
  return { place, further: remember((nodes: Nodes) => [...fromNodes(nodes, end, https), ...onwards]) };
}

/** Whether the route tables of all subnets of some nodes have the endpoint's route. */
function servedSubnets(graph: ResourceGraph, { config }: Endpoint): (nodes: Nodes) => boolean {
  const tables = new Set(
    (items<unknown>(config.routeTableIds) ?? []).map((each) => graph.follow(each, "aws_route_table")?.address),
  );
  const used = new Map<Address, Address | undefined>();
  for (const { config: each } of graph.resources("aws_route_table_association")) {
    const subnet = graph.follow(each.subnetId, "aws_subnet");
    if (subnet) used.set(subnet.address, graph.follow(each.routeTableId, "aws_route_table")?.address);
  }
  return ({ subnets }) => subnets.length > 0 && subnets.every(({ address }) => tables.has(used.get(address)));
}

/** `com.amazonaws.eu-west-1.sqs` is `sqs`. */
function serviceOf(graph: ResourceGraph, { name, config }: Endpoint): string {
  const parts = knownText(graph, config.serviceName)?.split(".");
  return parts ? parts.slice(3).join(".") : name;
}
