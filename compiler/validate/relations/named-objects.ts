import type { IngressBackend } from "../kinds.ts";
import type { Inventory, Placed } from "./inventory.ts";

/** Reports Ingresses that lead to no Service, or to a port that it does not have. */
export function checkIngressBackends(inventory: Inventory): void {
  for (const ingress of inventory.all("Ingress")) {
    const { defaultBackend, rules } = ingress.object.spec;
    if (defaultBackend) checkBackend(ingress, defaultBackend, "spec.defaultBackend", inventory);
    rules?.forEach(({ http }, index) => {
      http?.paths.forEach(({ backend }, position) => {
        checkBackend(ingress, backend, `spec.rules[${index}].http.paths[${position}].backend`, inventory);
      });
    });
  }
}

/** The load-balancer controller's own backends, which an annotation describes: they are no Services. */
const annotated = "use-annotation";

function checkBackend(ingress: Placed<"Ingress">, backend: IngressBackend, at: string, inventory: Inventory): void {
  if (!backend.service || backend.service.port?.name === annotated) return;
  const { name, port } = backend.service;
  const service = inventory.find("Service", ingress.namespace, name);
  if (!service) {
    ingress.report(`${at}.service.name`, `"${name}" is not a Service of the namespace`, "declare it");
    return;
  }
  const ports = service.object.spec.ports ?? [];
  const wanted = port?.number ?? port?.name;
  if (!ports.some((item) => item.port === wanted || item.name === wanted))
    ingress.report(
      `${at}.service.port`,
      `${JSON.stringify(wanted)} is not a port of the Service "${name}"`,
      "name one",
    );
}

/** Reports StatefulSets whose pods would get no names in DNS, since the Service for them is missing. */
export function checkStatefulSetServices(inventory: Inventory): void {
  for (const workload of inventory.all("StatefulSet")) {
    const name = workload.object.spec.serviceName;
    if (name && !inventory.find("Service", workload.namespace, name))
      workload.report("spec.serviceName", `"${name}" is not a Service of the namespace`, "declare a headless Service");
  }
}

/** Reports RoleBindings of a role or for an account of the namespace that nothing declares. */
export function checkBindings(inventory: Inventory): void {
  for (const binding of inventory.all("RoleBinding")) {
    const { roleRef, subjects = [] } = binding.object;
    if (roleRef.kind === "Role" && !inventory.find("Role", binding.namespace, roleRef.name))
      binding.report("roleRef.name", `"${roleRef.name}" is not a Role of the namespace`, "declare it");
    subjects.forEach(({ kind, name, namespace }, index) => {
      if (kind !== "ServiceAccount" || name === "default" || namespace !== binding.namespace) return;
      if (!inventory.find("ServiceAccount", namespace, name))
        binding.report(`subjects[${index}].name`, `"${name}" is not a ServiceAccount of the namespace`, "declare it");
    });
  }
}
