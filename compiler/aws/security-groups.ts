import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { shapeOf } from "../../schema/stores/registry.ts";
import type { SpecStore } from "../../schema/stores/store-shape.ts";
import type { Context } from "../context.ts";
import { routeRules } from "./route-rules.ts";
import { egress, ingress, type SecurityGroup } from "./security-group-rule.ts";

/** Who may talk to whom, before any Kubernetes network policy narrows it further. */
export interface SecurityGroups {
  /** The control plane's network interfaces. */
  readonly cluster: SecurityGroup;
  /** Every node: the only group of a node's interface that carries the cluster's tag. */
  readonly nodes: SecurityGroup;
  /** The load balancer of each route. */
  readonly routes: Readonly<Record<string, SecurityGroup>>;
  /** Each store that stands in the network. */
  readonly stores: Readonly<Record<string, SecurityGroup>>;
  readonly nodesAndRules: readonly AnyTerraformNode[];
}

/**
 * Ports on the nodes that the control plane calls: API services, the kubelet (and the webhooks that listen beside
 * it, such as external-secrets'), and the load balancer controller's webhook.
 */
const controlPlaneToNodes: readonly { readonly name: string; readonly port: number; readonly purpose: string }[] = [
  { name: "api_services", port: 443, purpose: "API services of the cluster" },
  { name: "lbc_webhook", port: 9443, purpose: "Webhook of the load balancer controller" },
  { name: "kubelet", port: 10250, purpose: "Kubelet, metrics-server and webhooks on the same port" },
];

/**
 * One group per principal, and rules that name groups instead of addresses.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export function securityGroups(context: Context, vpc: TerraformNode<"aws_vpc">): SecurityGroups {
  const { model, name } = context;
  const group = (groupName: string, description: string, origin: SpecPath, tags: Record<string, string> = {}) =>
    terraform("aws_security_group", {
      stack: "network",
      name: groupName,
      origin,
      config: {
        name: `${name}-${groupName.replaceAll("_", "-")}`,
        description,
        vpcId: ref(vpc, "id"),
        tags: { Name: `${name}-${groupName.replaceAll("_", "-")}`, ...tags },
      },
    });
  const cluster = group("cluster", "Control plane of the cluster", ["cluster"]);
  const nodes = group("nodes", "Nodes of the cluster", ["cluster", "nodePools"], {
    [`kubernetes.io/cluster/${model.spec.cluster.name}`]: "owned",
  });
  const routes = Object.fromEntries(
    Object.keys(model.spec.routes).map((route) => [
      route,
      group(`route_${route}`, `Load balancer of the route ${route}`, ["routes", route]),
    ]),
  );
  const rulesOfRoutes = Object.entries(routes).flatMap(([route, balancer]) =>
    routeRules(context, route, balancer, nodes),
  );
  const inNetwork = Object.entries<SpecStore>(model.spec.stores).filter(([, store]) => shapeOf(store)?.inDataTier);
  const stores = Object.fromEntries(
    inNetwork.map(([store]) => [store, group(`store_${store}`, `The store ${store}`, ["stores", store])]),
  );
  const storeRules = inNetwork.flatMap(([store, { port }]) => {
    const storeGroup = stores[store];
    if (!storeGroup || port === undefined) return [];
    return [
      ingress({
        name: `store_${store}_from_nodes`,
        group: storeGroup,
        peer: nodes,
        origin: ["stores", store],
        description: `Pods to the store ${store}; network policies narrow it`,
        ports: { protocol: "tcp", from: port },
      }),
    ];
  });
  const groups = [cluster, nodes, ...Object.values(routes), ...Object.values(stores)];
  const rules = [...rulesOfCluster(cluster, nodes), ...rulesOfRoutes, ...storeRules];
  return { cluster, nodes, routes, stores, nodesAndRules: [...groups, ...rules] };
}

function rulesOfCluster(cluster: SecurityGroup, nodes: SecurityGroup): AnyTerraformNode[] {
  const origin: SpecPath = ["cluster", "nodePools"];
  const https = { protocol: "tcp", from: 443 } as const;
  return [
    ingress({
      name: "cluster_from_nodes",
      group: cluster,
      peer: nodes,
      origin,
      description: "Kubernetes API from the nodes",
      ports: https,
    }),
    ...controlPlaneToNodes.flatMap(({ name, port, purpose }) => {
      const ports = { protocol: "tcp", from: port } as const;
      return [
        ingress({ name: `nodes_${name}`, group: nodes, peer: cluster, origin, description: purpose, ports }),
        egress({ name: `cluster_${name}`, group: cluster, peer: nodes, origin, description: purpose, ports }),
      ];
    }),
    ingress({
      name: "nodes_self",
      group: nodes,
      peer: nodes,
      origin,
      description: "Between nodes: pods, DNS; network policies narrow it",
    }),
    egress({
      name: "nodes_out",
      group: nodes,
      peer: "anywhere",
      origin,
      description: "Images, AWS APIs and external stores",
    }),
  ];
}
