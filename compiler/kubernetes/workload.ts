import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { servingAnnotations } from "./annotations.ts";
import { metadata, objectLabels, selectorLabels } from "./labels.ts";
import { type PodInput, servingPod } from "./pod.ts";

/** The Deployment of a service. It names no number of replicas where an autoscaler owns that. */
export function deployment(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
  pod: PodInput,
): AnyKubernetesNode {
  const { system } = context.model.spec;
  return kubernetes("Deployment", release, origin, {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadata(name, service.namespace, system),
    spec: {
      ...(!service.scale && { replicas: service.replicas ?? 2 }),
      revisionHistoryLimit: 3,
      strategy: { type: "RollingUpdate", rollingUpdate: rollout(service) },
      selector: { matchLabels: selectorLabels(name) },
      template: {
        metadata: {
          labels: { ...service.labels, ...objectLabels(name, system) },
          ...servingAnnotations(service),
        },
        spec: servingPod(context, pod),
      },
    },
  });
}

/** A new pod before an old one goes, except where it would wait for the old one's GPU: there may be no other. */
function rollout({ resources }: Service): { maxUnavailable: number; maxSurge: number } {
  return resources.gpu === undefined ? { maxUnavailable: 0, maxSurge: 1 } : { maxUnavailable: 1, maxSurge: 0 };
}

/** https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
export function autoscaler(
  { model }: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
): AnyKubernetesNode[] {
  const { scale } = service;
  if (!scale) return [];
  const metric = (resource: "cpu" | "memory", averageUtilization: number | undefined) =>
    averageUtilization === undefined
      ? []
      : [
          {
            type: "Resource" as const,
            resource: { name: resource, target: { type: "Utilization" as const, averageUtilization } },
          },
        ];
  return [
    kubernetes("HorizontalPodAutoscaler", release, [...origin, "scale"], {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: metadata(name, service.namespace, model.spec.system),
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: scale.min,
        maxReplicas: scale.max,
        metrics: [...metric("cpu", scale.cpu), ...metric("memory", scale.memory)],
      },
    }),
  ];
}

/**
 * A budget for a service with more than one pod. With one pod it says nothing, and says it where an inventory of what
 * keeps data is taken: one pod that may be unavailable never blocks a node's upgrade.
 */
export function disruptionBudget(
  { model }: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service, extras }: Workload,
): AnyKubernetesNode[] {
  if (!extras?.alwaysBudgeted && (service.scale?.min ?? service.replicas ?? 2) < 2) return [];
  return [
    kubernetes("PodDisruptionBudget", release, origin, {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: metadata(name, service.namespace, model.spec.system),
      spec: {
        maxUnavailable: service.disruption.maxUnavailable,
        selector: { matchLabels: selectorLabels(name) },
        // A pod that is broken anyway must not keep a node from being replaced.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    }),
  ];
}
