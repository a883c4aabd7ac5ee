import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import type { Facts } from "../facts.ts";
import { items } from "../known.ts";
import { objectName, type PodTemplate } from "../pod-templates.ts";
import type { KubernetesRole } from "../role-rules.ts";
import type { Hop } from "./answer.ts";
import type { PodNetwork } from "./network.ts";
import { outToRanges } from "./pod-hops.ts";

/**
 * The addresses that the Service `kubernetes` has, one or the other by the VPC's own range.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
const apiServices = ["10.100.0.1/32", "172.20.0.1/32"];

/** The way of a pod to the API of Kubernetes, and the right to do something there. */
export type KubernetesApiHops = (
  source: PodTemplate,
  namespace: string,
  verb: string,
  resource: string,
) => readonly Hop[];

/** Reads the cluster's security groups and every role's bindings once. */
export function kubernetesApiHops(graph: ResourceGraph, facts: Facts, network: PodNetwork): KubernetesApiHops {
  const groups = graph.resources("aws_eks_cluster").flatMap(({ config }) => {
    const written = (config.vpcConfig as { readonly securityGroupIds?: object }).securityGroupIds;
    return (items<unknown>(written) ?? []).flatMap((each) => graph.follow(each, "aws_security_group")?.address ?? []);
  });
  const roles = groupBy(
    facts.kubernetesRoles.flatMap((role) => (role.accounts ?? []).map((account) => ({ account, role }))),
    ({ account }) => account,
  );
  const isOpaque = opaqueNamespaces(graph);
  return (source, namespace, verb, resource) => {
    const account = `${source.namespace}/${String(source.spec.serviceAccountName)}`;
    const links = network.linksOf(source, "egress");
    const own = (roles.get(account) ?? []).map(({ role }) => role);
    return [
      outToRanges(source, links, apiServices, 443),
      network.nodes.letsOut({ groups }, 443),
      network.groupsAdmitNodes(groups, 443),
      rightHop(own, account, namespace, verb, resource, isOpaque),
    ];
  };
}

function rightHop(
  roles: readonly KubernetesRole[],
  account: string,
  namespace: string,
  verb: string,
  resource: string,
  isOpaque: ReadonlySet<string>,
): Hop {
  const there = roles.filter(({ node }) => objectName(node).namespace === namespace);
  const allows = there.find(({ rules = [] }) =>
    rules.some((rule) => has(rule.verbs, verb) && has(rule.resources, resource)),
  );
  if (allows) return { passes: `role ${objectName(allows.node).name} lets ${account} ${verb} ${resource}` };
  if (isOpaque.has(namespace) || there.some(({ rules }) => !rules))
    return { unknown: `a role of ${account} is known only at apply` };
  return { missing: `no role in ${namespace} lets ${account} ${verb} ${resource}` };
}

/** The namespaces where a binding is of a role that is not here, or of somebody who is known only at apply. */
function opaqueNamespaces(graph: ResourceGraph): ReadonlySet<string> {
  const opaque = graph
    .objects("RoleBinding")
    .filter(({ object: { roleRef, subjects } }) => roleRef.kind !== "Role" || !items<unknown>(subjects));
  return new Set(opaque.map((binding) => objectName(binding).namespace));
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes(wanted) || list.includes("*");
}
