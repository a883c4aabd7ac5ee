import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type BalancerObject, balancerObjects } from "./annotations.ts";
import { items } from "./known.ts";
import { objectName, type PodTemplate } from "./pod-templates.ts";
import { selects } from "./selectors.ts";

/** Pods that a load balancer sends requests to by their own addresses. */
export interface BalancedPod {
  readonly pod: PodTemplate;
  /** The Services and Ingresses that it is a target of, e.g. `Service api-public`. */
  readonly balancers: readonly string[];
}

interface Backend {
  readonly balancer: string;
  readonly namespace: string;
  readonly matchLabels: unknown;
}

/** Every pod behind a load balancer: of a Service of that type, or of a Service that an Ingress leads to. */
export function balancedPods(graph: ResourceGraph, pods: readonly PodTemplate[]): readonly BalancedPod[] {
  const services = new Map(graph.objects("Service").map((service) => [service.name, service]));
  const backends = balancerObjects(graph).flatMap((object) =>
    serviceNames(object).flatMap((service): Backend[] => {
      const matchLabels = services.get(service)?.object.spec?.selector;
      const { namespace, name } = objectName(object);
      return matchLabels ? [{ balancer: `${object.type} ${name}`, namespace, matchLabels }] : [];
    }),
  );
  return pods.flatMap((pod) => {
    const own = backends.filter(
      ({ namespace, matchLabels }) => namespace === pod.namespace && selects({ matchLabels }, pod.labels),
    );
    const balancers = [...new Set(own.map(({ balancer }) => balancer))];
    return balancers.length > 0 ? [{ pod, balancers }] : [];
  });
}

interface Rule {
  readonly http?: {
    readonly paths?: readonly { readonly backend?: { readonly service?: { readonly name?: unknown } } }[];
  };
}

/** The Services behind a load balancer, as the graph names them. */
function serviceNames(node: BalancerObject): readonly string[] {
  if (node.type === "Service") return [node.name];
  const { namespace } = objectName(node);
  const backends = (items<Rule>(node.object.spec?.rules) ?? []).flatMap(({ http }) => http?.paths ?? []);
  return backends.map(({ backend }) => `${namespace}.${String(backend?.service?.name)}`);
}
