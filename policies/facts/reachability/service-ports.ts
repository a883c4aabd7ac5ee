import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { items, known } from "../known.ts";
import { objectName, type PodTemplate } from "../pod-templates.ts";
import type { PodIndex } from "./pod-index.ts";
import { containerPort } from "./ports.ts";

type ServiceObject = KubernetesNode<"Service">;

/** A port of a Service, and the pods' port behind it. */
export interface ServicePort {
  readonly service: ServiceObject;
  readonly port: number;
  readonly name: unknown;
  readonly pod: PodTemplate;
  /** `undefined` when no container has a port of that name, or it is known only at apply. */
  readonly podPort: number | undefined;
}

/** The TCP ports of Services, by the pods that they select. */
export interface ServicePorts {
  of(service: ServiceObject): readonly ServicePort[];
  /** Those of the Services inside the cluster that lead to a pod. */
  to(pod: PodTemplate): readonly ServicePort[];
  /** The Service of a name, by `namespace.name`. */
  named(name: string): ServiceObject | undefined;
}

/** Reads every Service once. */
export function servicePorts(graph: ResourceGraph, index: PodIndex): ServicePorts {
  const services = graph.objects("Service");
  const byName = new Map(services.map((service) => [service.name, service]));
  const all = new Map(services.map((service) => [service.address, portsOf(graph, index, service)]));
  const inside = services.filter(({ object }) => object.spec?.type !== "LoadBalancer");
  const byPod = groupBy(
    inside.flatMap(({ address }) => all.get(address) ?? []),
    ({ pod }) => pod.address,
  );
  return {
    of: ({ address }) => all.get(address) ?? [],
    to: ({ address }) => byPod.get(address) ?? [],
    named: (name) => byName.get(name),
  };
}

interface WrittenPort {
  readonly name?: unknown;
  readonly port?: unknown;
  readonly targetPort?: unknown;
  readonly protocol?: unknown;
}

function portsOf(graph: ResourceGraph, index: PodIndex, service: ServiceObject): readonly ServicePort[] {
  const { selector, ports, type } = service.object.spec ?? {};
  // A Service without a selector leads nowhere by itself, and one that is another name leads elsewhere.
  const pods =
    selector && type !== "ExternalName" ? index.find(objectName(service).namespace, { matchLabels: selector }) : [];
  return (items<WrittenPort>(ports) ?? []).flatMap(({ name, port, targetPort = port, protocol = "TCP" }) => {
    const number = known(graph, port);
    const target = known(graph, targetPort);
    if (typeof number !== "number" || protocol !== "TCP") return [];
    return pods.map((pod) => {
      const podPort = typeof target === "string" ? containerPort(pod, target) : target;
      return { service, port: number, name, pod, podPort: typeof podPort === "number" ? podPort : undefined };
    });
  });
}
