import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { annotationsOf } from "./annotations.ts";
import { items, known, knownText } from "./known.ts";

/** What a load balancer asks of a pod; what is known only at apply is `undefined`. */
export interface HealthCheck {
  readonly balancer: "application" | "network";
  readonly protocol: string | undefined;
  readonly path: string | undefined;
  readonly port: string | undefined;
}

type Service = KubernetesNode<"Service">;

const ofServices = "service.beta.kubernetes.io/aws-load-balancer";
const ofIngresses = "alb.ingress.kubernetes.io";

/**
 * What each load balancer asks of the pods of a Service, with the controller's defaults. What a Service says of an
 * application load balancer's targets wins over its Ingress.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function healthChecks(graph: ResourceGraph): ReadonlyMap<Service, HealthCheck> {
  const services = graph.objects("Service");
  const network = services
    .filter(({ object }) => object.spec?.type === "LoadBalancer")
    .map((service) => [service, networkCheck(graph, service)] as const);
  const backends = ingressBackends(graph);
  const application = services.flatMap((service) => {
    const ingress = backends.get(service.name);
    return ingress ? [[service, applicationCheck(graph, service, ingress)] as const] : [];
  });
  return new Map([...network, ...application]);
}

function networkCheck(graph: ResourceGraph, service: Service): HealthCheck {
  const annotations = annotationsOf(service);
  const said = (name: string, absent: string) =>
    knownText(graph, annotations[`${ofServices}-healthcheck-${name}`] ?? absent);
  const protocol = said("protocol", "tcp")?.toUpperCase();
  return {
    balancer: "network",
    protocol,
    path: said("path", "/"),
    port: portOf(graph, service, said("port", traffic)),
  };
}

function applicationCheck(graph: ResourceGraph, service: Service, ingress: KubernetesNode<"Ingress">): HealthCheck {
  const [own, shared] = [annotationsOf(service), annotationsOf(ingress)];
  const said = (name: string, absent: string) => {
    const key = `${ofIngresses}/healthcheck-${name}`;
    return knownText(graph, own[key] ?? shared[key] ?? absent);
  };
  const port = portOf(graph, service, said("port", traffic));
  return { balancer: "application", protocol: said("protocol", "HTTP"), path: said("path", "/"), port };
}

/** The port that requests go to. */
const traffic = "traffic-port";

function portOf(graph: ResourceGraph, { object }: Service, written: string | undefined): string | undefined {
  if (written !== traffic) return written;
  const [first] = items<{ readonly port?: unknown; readonly targetPort?: unknown }>(object.spec?.ports) ?? [];
  const port = first && known(graph, first.targetPort ?? first.port);
  return port === undefined ? undefined : String(port);
}

interface IngressRule {
  readonly http?: {
    readonly paths?: readonly { readonly backend?: { readonly service?: { readonly name?: unknown } } }[];
  };
}

/** The Ingress that leads to each Service, by the Service's name in the graph. */
function ingressBackends(graph: ResourceGraph): ReadonlyMap<string, KubernetesNode<"Ingress">> {
  return new Map(
    graph.objects("Ingress").flatMap((ingress) => {
      const namespace = ingress.name.slice(0, ingress.name.indexOf("."));
      const paths = (items<IngressRule>(ingress.object.spec?.rules) ?? []).flatMap(({ http }) => http?.paths ?? []);
      return paths.map(({ backend }) => [`${namespace}.${String(backend?.service?.name)}`, ingress] as const);
    }),
  );
}
