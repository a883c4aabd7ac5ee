import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";

/** An object that the load balancer controller makes a load balancer from. */
export type BalancerObject = KubernetesNode<"Ingress"> | KubernetesNode<"Service">;

/** The annotations of an object; some values are known only at apply. */
export function annotationsOf({ object }: BalancerObject): Readonly<Record<string, unknown>> {
  return (object.metadata?.annotations ?? {}) as Readonly<Record<string, unknown>>;
}

/** Every object that becomes a load balancer, or a part of one. */
export function balancerObjects(graph: ResourceGraph): BalancerObject[] {
  const services = graph.objects("Service").filter(({ object }) => object.spec?.type === "LoadBalancer");
  return [...services, ...graph.objects("Ingress")];
}
