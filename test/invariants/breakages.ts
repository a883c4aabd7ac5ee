import type { AnyTerraformNode, GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Invariant } from "./invariant.ts";
import { definitionsFirst } from "./rules/definitions-first.ts";
import { deliveredSecrets } from "./rules/delivered-secrets.ts";
import { identities } from "./rules/identities.ts";
import { ingressTargets } from "./rules/ingresses.ts";
import { namedObjects } from "./rules/named-objects.ts";
import { origins } from "./rules/origins.ts";
import { references } from "./rules/references.ts";
import { secretLiterals } from "./rules/secret-literals.ts";
import { policyTargets, serviceTargets } from "./rules/selections.ts";
import { sensitiveAttributes } from "./rules/sensitive-attributes.ts";
import { separateProviders } from "./rules/separate-providers.ts";
import { stackOrder } from "./rules/stack-order.ts";
import { storageClasses } from "./rules/storage-classes.ts";
import { taggedGroups } from "./rules/tagged-groups.ts";
import { uniqueNames } from "./rules/unique-names.ts";

/** One edit of what `breakage-spec.yaml` becomes, in a file or in the graph, that breaks an invariant. */
export interface Breakage {
  readonly invariant: Invariant;
  readonly what: string;
  /** The one file that is edited, by its path. */
  readonly file?: RegExp;
  /** The text that is replaced where it first stands. */
  readonly find?: string | RegExp;
  readonly replace?: string;
  readonly graph?: (graph: ResourceGraph) => ResourceGraph;
}

const workloads = /-workloads\/cdk\.tf\.json$/;
const cluster = /-cluster\/cdk\.tf\.json$/;
const network = /-network\/cdk\.tf\.json$/;
const identity = /-identity\/cdk\.tf\.json$/;
const data = /-data\/cdk\.tf\.json$/;
const platform = /-platform\/cdk\.tf\.json$/;
const access = /charts\/shop-access-.*objects\.yaml$/;
const api = /charts\/api-.*objects\.yaml$/;
const search = /charts\/search-.*objects\.yaml$/;

/** The edits, by what they break. */
export const breakages: readonly Breakage[] = [
  {
    invariant: separateProviders,
    what: "a queue among the workloads",
    file: workloads,
    find: '"resource": {',
    replace: '"resource": { "aws_sqs_queue": { "x": {} },',
  },
  {
    invariant: separateProviders,
    what: "a Helm provider beside the cluster",
    file: cluster,
    find: '"provider": {',
    replace: '"provider": { "helm": [{}],',
  },
  {
    invariant: separateProviders,
    what: "a namespace beside the cluster",
    file: cluster,
    find: '"resource": {',
    replace: '"resource": { "kubernetes_namespace_v1": { "x": { "metadata": { "name": "x" } } },',
  },
  {
    invariant: definitionsFirst,
    what: "External Secrets among the workloads",
    file: workloads,
    find: '"chart": "./charts/cache',
    replace: '"chart": "external-secrets", "was": "./charts/cache',
  },
  {
    invariant: definitionsFirst,
    what: "no External Secrets at all",
    file: platform,
    find: '"chart": "external-secrets"',
    replace: '"chart": "other"',
  },
  {
    invariant: definitionsFirst,
    what: "a custom resource that nobody knows",
    file: api,
    find: "apiVersion: apps/v1",
    replace: "apiVersion: widgets.example.com/v1",
  },
  {
    invariant: taggedGroups,
    what: "no group with the cluster's tag",
    file: network,
    find: '"kubernetes.io/cluster/shop-cluster": "owned"',
    replace: '"other": "owned"',
  },
  {
    invariant: taggedGroups,
    what: "the cluster's own group beside the nodes'",
    file: cluster,
    find: '"security_groups": [',
    replace: '"security_groups": [ "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",',
  },
  {
    invariant: references,
    what: "a subnet of a VPC that is not there",
    file: network,
    find: "${aws_vpc.main.id}",
    replace: "${aws_vpc.other.id}",
  },
  {
    invariant: references,
    what: "an output that the other stack has not",
    file: cluster,
    find: "outputs.aws_subnet-private_a-id",
    replace: "outputs.aws_subnet-private_z-id",
  },
  {
    invariant: references,
    what: "a stack that nobody knows",
    file: cluster,
    find: "terraform_remote_state.shop-network.outputs",
    replace: "terraform_remote_state.shop-net.outputs",
  },
  {
    invariant: references,
    what: "a resource that is waited for and not there",
    file: cluster,
    find: '"aws_eks_addon.vpc_cni"',
    replace: '"aws_eks_addon.cni"',
  },
  {
    invariant: references,
    what: "a chart's value that the release does not give",
    file: access,
    find: ".Values.identity.aws_iam_role",
    replace: ".Values.identity.aws_role",
  },
  { invariant: references, what: "a node that is gone from the graph", graph: without("network/aws_vpc.main") },
  {
    invariant: stackOrder,
    what: "stacks in another order",
    file: /^manifest\.json$/,
    find: /("shop-network": \{[^}]*\}),\s*("shop-registry": \{[^}]*\})/,
    replace: "$2, $1",
  },
  {
    invariant: stackOrder,
    what: "a stack that nobody documents",
    file: /^manifest\.json$/,
    find: '"shop-registry": {',
    replace: '"shop-images": {',
  },
  {
    invariant: stackOrder,
    what: "a stack that reads a later one",
    file: network,
    find: "${aws_vpc.main.id}",
    replace: "${data.terraform_remote_state.shop-cluster.outputs.ClusterName}",
  },
  {
    invariant: stackOrder,
    what: "a dependency that the manifest does not say",
    file: /^manifest\.json$/,
    find: /"dependencies": \[\s*"shop-cluster",/,
    replace: '"dependencies": [',
  },
  {
    invariant: sensitiveAttributes,
    what: "the password of a database in an output",
    file: data,
    find: "${aws_sqs_queue.orders.url}",
    replace: "${aws_db_instance.catalogue_db.password}",
  },
  {
    invariant: sensitiveAttributes,
    what: "a login token in a chart's values",
    file: platform,
    find: "${data.terraform_remote_state.shop-network.outputs.aws_vpc-main-id}",
    replace: "${data.aws_eks_cluster_auth.main.token}",
  },
  {
    invariant: secretLiterals,
    what: "a password",
    file: data,
    find: '"identifier":',
    replace: '"password": "x", "identifier":',
  },
  {
    invariant: secretLiterals,
    what: "a URL with a password in it",
    file: api,
    find: "value: info",
    replace: "value: postgres://app:x1y2@db.example.com/app",
  },
  {
    invariant: secretLiterals,
    what: "an access key",
    file: api,
    find: "value: info",
    replace: `value: ${["AKIA", "ABCDEFGHIJKLMNOP"].join("")}`,
  },
  {
    invariant: identities,
    what: "a role for another namespace",
    file: identity,
    find: "system:serviceaccount:shop:worker",
    replace: "system:serviceaccount:default:worker",
  },
  {
    invariant: identities,
    what: "a role for another service account",
    file: identity,
    find: "system:serviceaccount:shop:worker",
    replace: "system:serviceaccount:shop:api",
  },
  {
    invariant: identities,
    what: "a role for another audience",
    file: identity,
    find: "sts.amazonaws.com",
    replace: "sts.example.com",
  },
  {
    invariant: identities,
    what: "a pattern instead of a service account",
    file: identity,
    find: /"StringEquals"(,\s*"values": \[\s*"system:serviceaccount)/,
    replace: '"StringLike"$1',
  },
  {
    invariant: identities,
    what: "an association in another namespace",
    file: identity,
    find: '"namespace": "shop"',
    replace: '"namespace": "default"',
  },
  {
    invariant: identities,
    what: "a service account with somebody else's role",
    file: access,
    find: "aws_iam_role.service_worker.arn",
    replace: "aws_iam_role.service_api_secrets.arn",
  },
  {
    invariant: identities,
    what: "a pod with a service account that is not there",
    file: api,
    find: "serviceAccountName: api",
    replace: "serviceAccountName: apis",
  },
  {
    invariant: identities,
    what: "an add-on's role with another name in the chart",
    file: platform,
    find: String.raw`\"name\":\"aws-load-balancer-controller\"`,
    replace: String.raw`\"name\":\"controller\"`,
  },
  {
    invariant: identities,
    what: "an add-on of EKS with another add-on's role",
    file: cluster,
    find: "${aws_iam_role.addon_vpc_cni.arn}",
    replace: "${aws_iam_role.addon_aws_ebs_csi_driver.arn}",
  },
  {
    invariant: deliveredSecrets,
    what: "a key that nobody delivers",
    file: access,
    find: "secretKey: STRIPE_KEY",
    replace: "secretKey: STRIPE",
  },
  {
    invariant: deliveredSecrets,
    what: "a delivery without a store",
    file: access,
    find: /kind: SecretStore\n {4}name: api/,
    replace: "kind: SecretStore\n    name: other",
  },
  {
    invariant: deliveredSecrets,
    what: "a store without a role",
    file: access,
    find: /serviceAccountRef:\n(\s*)name: api-secrets/,
    replace: "serviceAccountRef:\n$1name: api",
  },
  {
    invariant: serviceTargets,
    what: "a Service with another label",
    file: api,
    find: /(selector:\n\s*app\.kubernetes\.io\/name:) api\n(\s*)ports:/,
    replace: "$1 apis\n$2ports:",
  },
  {
    invariant: serviceTargets,
    what: "a Service to a port where nothing listens",
    file: api,
    find: "targetPort: 8000",
    replace: "targetPort: 8080",
  },
  {
    invariant: ingressTargets,
    what: "a path to a port that the Service has not",
    file: api,
    find: "apiVersion: apps/v1",
    replace: ingress("api", 81),
  },
  {
    invariant: ingressTargets,
    what: "a path to a Service that is not there",
    file: api,
    find: "apiVersion: apps/v1",
    replace: ingress("apis", 8000),
  },
  {
    invariant: policyTargets,
    what: "a policy for no pod",
    file: access,
    find: /podSelector:\n {4}matchLabels:\n {6}app\.kubernetes\.io\/name: cache/,
    replace: "podSelector:\n    matchLabels:\n      app.kubernetes.io/name: cached",
  },
  {
    invariant: policyTargets,
    what: "a peer that is nobody",
    file: access,
    find: /(podSelector:\n {12}matchLabels:\n {14}app\.kubernetes\.io\/name:) cache/,
    replace: "$1 cached",
  },
  {
    invariant: policyTargets,
    what: "another name for the DNS",
    file: access,
    find: "k8s-app: kube-dns",
    replace: "k8s-app: coredns",
  },
  {
    invariant: namedObjects,
    what: "an autoscaler of a Deployment that is not there",
    file: api,
    find: /(scaleTargetRef:\n\s*apiVersion: apps\/v1\n\s*kind: Deployment\n\s*name:) api/,
    replace: "$1 apis",
  },
  {
    invariant: namedObjects,
    what: "a volume of a ConfigMap that is not there",
    file: api,
    find: "emptyDir: {}",
    replace: "configMap: { name: api }",
  },
  {
    invariant: namedObjects,
    what: "a binding to a role that is not there",
    file: api,
    find: "apiVersion: apps/v1",
    replace: binding("api", "api"),
  },
  {
    invariant: origins,
    what: "a resource that a part of the spec asked for which is not there",
    graph: changed("network/aws_vpc.main", { origin: ["network", "vpc"] }),
  },
  {
    invariant: origins,
    what: "an object of a service that is not there",
    graph: changed("workloads/Deployment.shop.api", { origin: ["services", "apis"] }),
  },
  {
    invariant: uniqueNames,
    what: "two roles of one name",
    file: identity,
    find: '"name": "shop-worker"',
    replace: '"name": "shop-api"',
  },
  {
    invariant: uniqueNames,
    what: "two roles of one name in two stacks",
    file: identity,
    find: '"name": "shop-worker"',
    replace: '"name": "shop-nodes-general"',
  },
  {
    invariant: uniqueNames,
    what: "two Services of one name",
    file: search,
    find: /(kind: Service\nmetadata:\n {2}name:) search\n/,
    replace: "$1 search-headless\n",
  },
  {
    invariant: uniqueNames,
    what: "two releases of one name",
    file: workloads,
    find: '"name": "cache"',
    replace: '"name": "api"',
  },
  {
    invariant: storageClasses,
    what: "a class that is not there",
    file: search,
    find: "storageClassName: io2",
    replace: "storageClassName: io3",
  },
  {
    invariant: storageClasses,
    what: "a claim that nobody makes",
    file: api,
    find: "emptyDir: {}",
    replace: "persistentVolumeClaim: { claimName: cache }",
  },
];

/** An Ingress, and what it is written before. */
function ingress(service: string, port: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: shop }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { number: ${port} } } } }] } }] }
---
apiVersion: apps/v1`;
}

/** A binding of a role to a service account, and what it is written before. */
function binding(role: string, account: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: api, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role} }
subjects: [{ kind: ServiceAccount, name: ${account}, namespace: shop }]
---
apiVersion: apps/v1`;
}

function without(address: GraphNode["address"]): (graph: ResourceGraph) => ResourceGraph {
  return (graph) => ({ ...graph, node: (wanted) => (wanted === address ? undefined : graph.node(wanted)) });
}

function changed(address: string, change: Partial<AnyTerraformNode>): (graph: ResourceGraph) => ResourceGraph {
  return (graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) => (node.address === address ? ({ ...node, ...change } as GraphNode) : node)),
  });
}
