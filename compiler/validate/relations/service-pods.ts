import type { ServicePort } from "../kinds.ts";
import type { Inventory, Placed } from "./inventory.ts";
import type { PodSet } from "./pod-index.ts";

/** Reports Services that choose no pods, or a port that none of their pods listens on. */
export function checkServicePods(inventory: Inventory): void {
  for (const service of inventory.all("Service")) {
    const matchLabels = service.object.spec.selector ?? {};
    if (Object.keys(matchLabels).length === 0 || service.object.spec.type === "ExternalName") continue;
    const pods = inventory.selected(service.namespace, { matchLabels });
    if (pods.length === 0)
      service.report("spec.selector", "selects no pods of the namespace", "select the labels of a pod template");
    else checkPorts(service, pods);
  }
}

function checkPorts(service: Placed<"Service">, pods: readonly PodSet[]): void {
  service.object.spec.ports?.forEach((port, index) => {
    if (pods.some(({ spec }) => listens(spec, port))) return;
    const { targetPort = port.port, protocol = "TCP" } = port;
    const field = port.targetPort === undefined ? "port" : "targetPort";
    service.report(
      `spec.ports[${index}].${field}`,
      `is ${JSON.stringify(targetPort)} over ${protocol}, and no container of the selected pods has that port`,
      "name a port of a container",
    );
  });
}

/** A container's list of ports is only information, so that a pod without any can listen on every number. */
function listens({ containers, initContainers = [] }: PodSet["spec"], port: ServicePort): boolean {
  const { targetPort = port.port, protocol = "TCP" } = port;
  const ports = [...containers, ...initContainers].flatMap((container) => container.ports ?? []);
  if (ports.length === 0) return typeof targetPort === "number";
  return ports.some(
    (item) => (item.protocol ?? "TCP") === protocol && (item.name === targetPort || item.containerPort === targetPort),
  );
}
