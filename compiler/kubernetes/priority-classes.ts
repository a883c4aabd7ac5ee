import { compareText } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";

type Priority = Exclude<Service["priority"], "normal">;

/**
 * Pods without a class have 0. The cluster autoscaler makes no node for pods below -10.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#how-does-cluster-autoscaler-work-with-pod-priority-and-preemption
 */
const classes = {
  high: { value: 1000, preemptionPolicy: "PreemptLowerPriority", description: "Others are evicted to make room" },
  low: { value: -5, preemptionPolicy: "Never", description: "The first to be evicted, and nobody is for them" },
} as const;

/** The class of each priority that a service has: the cluster's, and so named after the system. */
export function priorityClasses({ model, name }: Context): TerraformNode<"kubernetes_priority_class_v1">[] {
  const services = Object.entries(model.spec.services).sort(([left], [right]) => compareText(left, right));
  return (["high", "low"] as const).flatMap((priority) => {
    const first = services.find(([, service]) => service.priority === priority);
    if (!first) return [];
    return [
      terraform("kubernetes_priority_class_v1", {
        stack: "platform",
        name: priority,
        origin: ["services", first[0], "priority"],
        config: {
          metadata: { name: className(name, priority), labels: { "app.kubernetes.io/managed-by": "groundplan" } },
          ...classes[priority],
        },
      }),
    ];
  });
}

/** The class of a service's pods; none of those of normal priority. */
export function priorityOf({ name }: Context, { priority }: Service): { priorityClassName?: string } {
  return priority === "normal" ? {} : { priorityClassName: className(name, priority) };
}

function className(system: string, priority: Priority): string {
  return `${system}-${priority}`;
}
