import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { known } from "./known.ts";
import { objectName } from "./pod-templates.ts";

type Autoscaler = KubernetesNode<"HorizontalPodAutoscaler">;

/** The autoscaler of each deployment, by the deployment's address. */
export function autoscalersByDeployment(graph: ResourceGraph): ReadonlyMap<Address, Autoscaler> {
  const deployments = deploymentsByName(graph);
  return new Map(
    graph.objects("HorizontalPodAutoscaler").flatMap((autoscaler) => {
      const deployment = deployments.get(targetOf(autoscaler));
      return deployment ? [[deployment.address, autoscaler] as const] : [];
    }),
  );
}

/** Every deployment by namespace and name, as {@link targetOf} writes them. */
export function deploymentsByName(graph: ResourceGraph): ReadonlyMap<string, KubernetesNode<"Deployment">> {
  return new Map(
    graph.objects("Deployment").map((node) => {
      const { namespace, name } = objectName(node);
      return [`${namespace}/Deployment/${name}`, node];
    }),
  );
}

/** What an autoscaler scales: namespace, kind and name. */
export function targetOf(autoscaler: Autoscaler): string {
  const { kind, name } = autoscaler.object.spec?.scaleTargetRef ?? {};
  return `${objectName(autoscaler).namespace}/${String(kind)}/${String(name)}`;
}

/** The fewest pods that a workload may have: its autoscaler's minimum, or its own number. 1 is Kubernetes' default. */
export function fewestReplicas(graph: ResourceGraph): (workload: Address) => number | undefined {
  const autoscalers = autoscalersByDeployment(graph);
  const own = new Map(
    [...graph.objects("Deployment"), ...graph.objects("StatefulSet")].map(({ address, object }) => [
      address,
      object.spec?.replicas,
    ]),
  );
  return (address) => {
    const autoscaler = autoscalers.get(address);
    const spec = autoscaler?.object.spec;
    const written = autoscaler ? spec?.minReplicas : own.get(address);
    const replicas = known(graph, written ?? 1);
    return typeof replicas === "number" ? replicas : undefined;
  };
}

/**
 * The most pods that a workload may have at once: its autoscaler's maximum, or its own number; of a job, the pods that
 * run beside each other.
 */
export function mostReplicas(graph: ResourceGraph): (workload: Address) => number | undefined {
  const autoscalers = autoscalersByDeployment(graph);
  return (address) => {
    const autoscaler = autoscalers.get(address);
    const written = autoscaler ? autoscaler.object.spec?.maxReplicas : ownReplicas(graph, address);
    const replicas = known(graph, written ?? 1);
    return typeof replicas === "number" ? replicas : undefined;
  };
}

function ownReplicas(graph: ResourceGraph, address: Address): unknown {
  const node = graph.node(address);
  if (node?.type === "Deployment" || node?.type === "StatefulSet") return node.object.spec?.replicas;
  if (node?.type === "Job") return node.object.spec?.parallelism;
  return node?.type === "CronJob" ? node.object.spec?.jobTemplate.spec?.parallelism : undefined;
}
