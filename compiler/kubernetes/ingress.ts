import { compareText, type SpecPath } from "../../schema/finding.ts";
import { type GraphNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import { joined, type Text } from "../../schema/graph/value.ts";
import type { Route } from "../../schema/model/model.ts";
import type { Certificates } from "../aws/certificates.ts";
import type { Network } from "../aws/network.ts";
import type { Context } from "../context.ts";
import { chartRelease } from "./chart-release.ts";
import { type IngressPart, ingressParts } from "./ingress-parts.ts";
import { metadata } from "./labels.ts";

/** What Ingresses refer to, beside the spec. */
export interface IngressPlace {
  readonly network: Network;
  readonly certificates: Certificates;
  /** The nodes of the workloads, among them each service's release and its Service. */
  readonly workloads: readonly GraphNode[];
}

/**
 * The application load balancer of each route, as Ingresses that the load balancer controller makes it from. They are
 * released after the services that they lead to: the controller refuses an Ingress whose Service does not exist.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function ingresses(context: Context, place: IngressPlace): GraphNode[] {
  const { routes } = context.model.spec;
  return Object.entries(routes).flatMap(([name, route]) =>
    route.loadBalancer === "application" ? routeIngresses(context, place, name, route) : [],
  );
}

function routeIngresses(context: Context, place: IngressPlace, name: string, route: Route): GraphNode[] {
  const origin: SpecPath = ["routes", name];
  const parts = ingressParts(context.model.spec, name, route);
  const namespaces = [...new Set(parts.map(({ namespace }) => namespace))].sort(compareText);
  return namespaces.flatMap((namespace) => {
    const own = parts.filter((part) => part.namespace === namespace);
    const { space, releases } = behind(place.workloads, own);
    const release = chartRelease(ingressRelease(name, namespace, namespaces), space, origin, releases);
    return [release, ...own.map((part) => ingress(context, place, release, name, route, part))];
  });
}

/** The name of the release that carries a route's Ingresses of a namespace. */
export function ingressRelease(route: string, namespace: string, namespaces: readonly string[]): string {
  return namespaces.length > 1 ? `route-${route}-${namespace}` : `route-${route}`;
}

function ingress(
  context: Context,
  place: IngressPlace,
  release: TerraformNode<"helm_release">,
  routeName: string,
  route: Route,
  { name, namespace, order, rules }: IngressPart,
): GraphNode {
  const { system } = context.model.spec;
  const group = order === undefined ? {} : { "alb.ingress.kubernetes.io/group.order": String(order) };
  return kubernetes("Ingress", release, ["routes", routeName], {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...metadata(name, namespace, system),
      annotations: { ...balancerAnnotations(context, place, routeName, route), ...group },
    },
    spec: {
      // Made by the controller's chart.
      ingressClassName: "alb",
      rules: rules.map(({ host, paths }) => ({
        host,
        http: {
          paths: paths.map(({ path, service, port }) => ({
            path,
            pathType: "Prefix",
            backend: { service: { name: service, port: { number: port } } },
          })),
        },
      })),
    },
  });
}

function balancerAnnotations(
  { name }: Context,
  { network: { securityGroups, subnets }, certificates }: IngressPlace,
  routeName: string,
  { scheme, hosts, certificate }: Route,
): Record<string, Text> {
  const made = Object.keys(hosts).flatMap((host) => certificates.ofHosts[host] ?? []);
  const arns = certificate === undefined ? made.map((each) => ref(each, "certificate_arn")) : [certificate];
  const prefix = "alb.ingress.kubernetes.io";
  const balancer = `${name}-${routeName}`;
  const group = securityGroups.routes[routeName];
  const tier = subnets[scheme === "internet-facing" ? "public" : "private"];
  return {
    [`${prefix}/load-balancer-name`]: balancer,
    // Named even for one Ingress: a second namespace then joins, where it would otherwise need a new load balancer.
    [`${prefix}/group.name`]: balancer,
    [`${prefix}/scheme`]: scheme,
    [`${prefix}/target-type`]: "ip",
    [`${prefix}/subnets`]: joined(
      tier.map((subnet) => ref(subnet.node, "id")),
      ",",
    ),
    ...(group && { [`${prefix}/security-groups`]: ref(group, "id") }),
    [`${prefix}/manage-backend-security-group-rules`]: "false",
    // Protected from deletion it could not be removed with its Ingress, which would then never go.
    [`${prefix}/load-balancer-attributes`]:
      "routing.http.drop_invalid_header_fields.enabled=true,deletion_protection.enabled=false",
    ...(arns.length === 0
      ? { [`${prefix}/listen-ports`]: '[{"HTTP":80}]' }
      : {
          [`${prefix}/listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]',
          [`${prefix}/ssl-redirect`]: "443",
          [`${prefix}/ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
          [`${prefix}/certificate-arn`]: joined(arns, ","),
        }),
  };
}

/** The namespace and the releases of the services that Ingresses of one namespace lead to. */
function behind(workloads: readonly GraphNode[], parts: readonly IngressPart[]) {
  const namespace = parts[0]?.namespace ?? "";
  const backends = new Set(
    parts.flatMap(({ rules }) => rules.flatMap(({ paths }) => paths.map(({ service }) => `${namespace}.${service}`))),
  );
  const addresses = new Set(
    workloads.flatMap((node) => (node.type === "Service" && backends.has(node.name) ? [node.release] : [])),
  );
  const releases = workloads
    .filter((node) => node.type === "helm_release")
    .filter((node) => addresses.has(node.address));
  const space = workloads
    .filter((node) => node.type === "kubernetes_namespace_v1" || node.type === "kubernetes_labels")
    .find(({ config }) => (config.metadata as { name?: unknown }).name === namespace);
  if (!space) throw new Error(`the workloads have no namespace ${namespace}`);
  return { space, releases };
}
