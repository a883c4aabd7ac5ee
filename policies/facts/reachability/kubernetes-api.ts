import { formatCidr, networkOf, parseCidr } from "../../../schema/catalogue/cidr.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Facts } from "../facts.ts";
import { groupNames } from "../group-names.ts";
import { knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Hop } from "./answer.ts";
import { type ApiRight, kubernetesRights } from "./kubernetes-rights.ts";
import type { PodNetwork } from "./network.ts";
import { placeOfSubnets, subnetsIn } from "./node-network.ts";
import { type Place, placeOf } from "./place.ts";
import { outToPlace, type Passage } from "./pod-hops.ts";
import type { End } from "./security-groups.ts";

/** The way of a pod to the API of Kubernetes, and to a right there, where one is asked about. */
export type KubernetesApiHops = (source: PodTemplate, right?: ApiRight) => readonly Hop[];

const https: Passage = { port: 443, extent: "all" };

/** Reads the cluster's security groups and every role's bindings once. */
export function kubernetesApiHops(graph: ResourceGraph, facts: Facts, network: PodNetwork): KubernetesApiHops {
  const ends = controlPlanes(graph);
  const [end] = ends;
  const place = apiServices(graph);
  const rightHop = kubernetesRights(graph, facts);
  return (source, right) => {
    const out: Hop = place
      ? outToPlace({ pod: source, links: network.linksOf(source, "egress") }, place, https)
      : { unknown: "the addresses of the cluster's services are known only at apply" };
    const onwards = end ? network.fromNodes(network.nodes.of(source), end, https) : [];
    return [out, ...onwards, ...(right ? [rightHop(source, right)] : [])];
  };
}

/** The interfaces of each cluster's API servers, in the subnets that it names. */
export function controlPlanes(graph: ResourceGraph): readonly End[] {
  return graph.resources("aws_eks_cluster").map(({ config }) => {
    const { securityGroupIds, subnetIds } = config.vpcConfig as {
      readonly securityGroupIds?: object;
      readonly subnetIds?: object;
    };
    const place = placeOfSubnets(graph, subnetsIn(graph, subnetIds));
    return { name: "control plane", groups: groupNames(graph, securityGroupIds), place };
  });
}

/** What EKS takes for Services where nothing is said, one or the other by the VPC's own range. */
const serviceRanges = ["10.100.0.0/16", "172.20.0.0/16"];

/**
 * The addresses that the Service `kubernetes` may have: the first of the range of Services.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export function apiServices(graph: ResourceGraph): Place | undefined {
  const written = graph
    .resources("aws_eks_cluster")
    .flatMap(({ config }) => config.kubernetesNetworkConfig?.serviceIpv4Cidr ?? [])
    .map((cidr) => knownText(graph, cidr));
  const ranges = written.length > 0 ? written : serviceRanges;
  const networks = ranges.map((cidr) => parseCidr(cidr ?? ""));
  if (!networks.every((network) => network !== undefined)) return undefined;
  return placeOf(networks.map((network) => formatCidr({ first: networkOf(network).first + 1, prefix: 32 })));
}
