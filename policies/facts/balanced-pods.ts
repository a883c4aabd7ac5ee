import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { annotationsOf, type BalancerObject, balancerObjects } from "./annotations.ts";
import { items } from "./known.ts";
import { objectName, type PodTemplate } from "./pod-templates.ts";
import { indexSelectors, type Selecting } from "./selectors.ts";

/** Pods that a load balancer sends requests to by their own addresses. */
export interface BalancedPod {
  readonly pod: PodTemplate;
  /** What it is a target of. */
  readonly balancers: readonly Balancer[];
}

/** A Service or Ingress that sends requests to pods. */
export interface Balancer {
  /** E.g. `Service api-public`. */
  readonly name: string;
  /** What its annotations say of the target group, as `key=value,key=value`. */
  readonly targetAttributes: unknown;
}

const ofServices = "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes";
const ofIngresses = "alb.ingress.kubernetes.io/target-group-attributes";

/** Every pod behind a load balancer: of a Service of that type, or of a Service that an Ingress leads to. */
export function balancedPods(graph: ResourceGraph, pods: readonly PodTemplate[]): readonly BalancedPod[] {
  const services = new Map(graph.objects("Service").map((service) => [service.name, service]));
  const balancersOf = indexSelectors(
    balancerObjects(graph).flatMap((object) =>
      [...new Set(serviceNames(object))].flatMap((serviceName): Selecting<Balancer>[] => {
        const service = services.get(serviceName);
        const matchLabels = service?.object.spec?.selector;
        if (!service || !matchLabels) return [];
        const { namespace, name } = objectName(object);
        const value = { name: `${object.type} ${name}`, targetAttributes: attributesOf(object, service) };
        return [{ namespace, selector: { matchLabels }, value }];
      }),
    ),
  );
  return pods.flatMap((pod) => {
    const balancers = balancersOf(pod.namespace, pod.labels);
    return balancers.length > 0 ? [{ pod, balancers }] : [];
  });
}

/**
 * What a Service says of an application load balancer's targets wins over its Ingress.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-group-attributes
 */
function attributesOf(balancer: BalancerObject, service: KubernetesNode<"Service">): unknown {
  if (balancer.type === "Service") return annotationsOf(service)[ofServices];
  return annotationsOf(service)[ofIngresses] ?? annotationsOf(balancer)[ofIngresses];
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
