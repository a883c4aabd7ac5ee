import { type AnyKubernetesNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import { joined, type Text } from "../../schema/graph/value.ts";
import type { Route, Service } from "../../schema/model/model.ts";
import type { Network } from "../aws/network.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { targetAnnotations } from "./balanced-pods.ts";
import { metadata, selectorLabels } from "./labels.ts";

/** The name of a service inside the cluster, for a service that listens. */
export function clusterService(
  context: Context,
  release: TerraformNode<"helm_release">,
  workload: Workload,
): AnyKubernetesNode[] {
  const { name, origin, service, extras } = workload;
  if (service.port === undefined) return [];
  const annotations = targetAnnotations(context, workload);
  return [
    kubernetes("Service", release, origin, {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        ...metadata(name, service.namespace, context.model.spec.system),
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      spec: {
        type: "ClusterIP",
        selector: selectorLabels(name),
        ports: [{ name: extras?.portName ?? "http", port: service.port, targetPort: service.port, protocol: "TCP" }],
      },
    }),
  ];
}

/** A network load balancer for each route that leads to the service. */
export function routeServices(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, service }: Workload,
  network: Network,
): AnyKubernetesNode[] {
  const { system, routes } = context.model.spec;
  return (context.routesTo.get(name) ?? []).flatMap((routeName) => {
    const route = routes[routeName];
    if (route?.loadBalancer !== "network" || service.port === undefined) return [];
    const ports = Object.keys(route.listen).map(Number);
    const targetPort = service.port;
    return [
      kubernetes("Service", release, ["routes", routeName], {
        apiVersion: "v1",
        kind: "Service",
        metadata: {
          ...metadata(`${name}-${routeName}`, service.namespace, system),
          annotations: balancerAnnotations(context, routeName, route, service, network),
        },
        spec: {
          type: "LoadBalancer",
          // Names the controller, so that the cluster's built-in one leaves the Service alone.
          loadBalancerClass: "service.k8s.aws/nlb",
          // Targets are pod addresses: no port needs to be open on every node.
          allocateLoadBalancerNodePorts: false,
          selector: selectorLabels(name),
          ports: ports.map((port) => ({ name: `listen-${port}`, port, targetPort, protocol: "TCP" })),
        },
      }),
    ];
  });
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
function balancerAnnotations(
  { name }: Context,
  routeName: string,
  route: Route,
  service: Service,
  network: Network,
): Record<string, Text> {
  const prefix = "service.beta.kubernetes.io/aws-load-balancer";
  const group = network.securityGroups.routes[routeName];
  const subnets = network.subnets[route.scheme === "internet-facing" ? "public" : "private"];
  const readiness = service.probes.readiness;
  return {
    [`${prefix}-name`]: `${name}-${routeName}`,
    [`${prefix}-scheme`]: route.scheme,
    [`${prefix}-nlb-target-type`]: "ip",
    [`${prefix}-subnets`]: joined(
      subnets.map((subnet) => ref(subnet.node, "id")),
      ",",
    ),
    ...(group && { [`${prefix}-security-groups`]: ref(group, "id") }),
    [`${prefix}-manage-backend-security-group-rules`]: "false",
    [`${prefix}-attributes`]: "load_balancing.cross_zone.enabled=true",
    // Pods then see the load balancer's address, which is what the network policy admits.
    [`${prefix}-target-group-attributes`]: "preserve_client_ip.enabled=false",
    ...(readiness?.path === undefined
      ? { [`${prefix}-healthcheck-protocol`]: "tcp" }
      : { [`${prefix}-healthcheck-protocol`]: "http", [`${prefix}-healthcheck-path`]: readiness.path }),
    ...(readiness?.port !== undefined && { [`${prefix}-healthcheck-port`]: String(readiness.port) }),
    ...(route.certificate && {
      [`${prefix}-ssl-cert`]: route.certificate,
      [`${prefix}-ssl-ports`]: Object.keys(route.listen).join(","),
      [`${prefix}-ssl-negotiation-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    }),
  };
}
