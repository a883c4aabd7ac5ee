import type { Container, MetricSpec } from "../kinds.ts";
import type { Inventory, Placed } from "./inventory.ts";
import { podSetOf } from "./pod-index.ts";

type Autoscaler = Placed<"HorizontalPodAutoscaler">;

/** Reports autoscalers of nothing, two of one workload, and those that aim at a share of a request that is not there. */
export function checkAutoscalerTargets(inventory: Inventory): void {
  const taken = new Map<string, string>();
  for (const autoscaler of inventory.all("HorizontalPodAutoscaler")) {
    const { apiVersion, kind, name } = autoscaler.object.spec.scaleTargetRef;
    const at = "spec.scaleTargetRef";
    const known = (kind === "Deployment" || kind === "StatefulSet") && apiVersion === "apps/v1";
    const target = known ? inventory.find(kind, autoscaler.namespace, name) : undefined;
    if (!target) {
      autoscaler.report(`${at}.name`, `${apiVersion} ${kind} "${name}" is not in the namespace`, "name a workload");
      continue;
    }
    const key = `${autoscaler.namespace}/${kind}/${name}`;
    const other = taken.get(key);
    if (other) autoscaler.report(`${at}.name`, `"${name}" is already scaled by "${other}"`, "keep one autoscaler");
    taken.set(key, autoscaler.name);
    checkRequests(autoscaler, target as Placed);
  }
}

function checkRequests(autoscaler: Autoscaler, target: Placed): void {
  const pod = podSetOf(target)?.spec;
  const sidecars = (pod?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  const containers: readonly Container[] = [...(pod?.containers ?? []), ...sidecars];
  autoscaler.object.spec.metrics?.forEach((metric, index) => {
    checkMetric(autoscaler, metric, containers, `spec.metrics[${index}]`);
  });
}

function checkMetric(autoscaler: Autoscaler, metric: MetricSpec, containers: readonly Container[], at: string): void {
  const { containerResource, resource } = metric;
  const counted = containerResource
    ? containers.filter(({ name }) => name === containerResource.container)
    : containers;
  if (containerResource && counted.length === 0)
    autoscaler.report(
      `${at}.containerResource.container`,
      `"${containerResource.container}" is not a container of the target`,
      "name one of its containers",
    );
  const source = containerResource ?? resource;
  if (source?.target.type !== "Utilization") return;
  const without = counted.find((container) => !hasRequest(container, source.name));
  if (without)
    autoscaler.report(
      `${at}.${containerResource ? "containerResource" : "resource"}.target`,
      `is a share of the ${source.name} request, and the container "${without.name}" has none`,
      `give the container a request for ${source.name}`,
    );
}

/** A limit without a request is a request of the same amount. */
function hasRequest({ resources }: Container, name: string): boolean {
  return (resources?.requests?.[name] ?? resources?.limits?.[name]) !== undefined;
}
