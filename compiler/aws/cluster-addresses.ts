import type { ResolvedSpec } from "../../schema/model/model.ts";

/**
 * The first address of the ranges that EKS takes for Services, one or the other by the VPC's own: it is that of the
 * Service `kubernetes`. https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
const kubernetesServices = ["10.100.0.1/32", "172.20.0.1/32"];

/**
 * Where pods reach the API of Kubernetes. The VPC's CNI plugin looks at a packet before its destination becomes that
 * of an API server, so that the Service must be allowed, and the servers' interfaces are for clients that know them.
 */
export function kubernetesApiCidrs({ network: { tiers } }: ResolvedSpec): readonly string[] {
  return [...kubernetesServices, ...Object.values((tiers.private ?? tiers.public)?.cidrs ?? {})];
}
