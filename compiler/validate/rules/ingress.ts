import type { Report } from "../fault.ts";
import type { IngressBackend, ObjectOf } from "../kinds.ts";
import { isAddress } from "./cidr.ts";
import { checkName, checkOptionalName, dnsSubdomain, portName, serviceLabel } from "./names.ts";
import { checkPort } from "./numbers.ts";
import { checkOneOf } from "./unique.ts";

const help = "see https://kubernetes.io/docs/concepts/services-networking/ingress/";

/** Reports an Ingress that Kubernetes refuses. */
export function checkIngress({ spec }: ObjectOf<"Ingress">, report: Report): void {
  checkOptionalName(spec.ingressClassName, dnsSubdomain, "spec.ingressClassName", report);
  if (!spec.rules?.length && !spec.defaultBackend)
    report("spec.rules", "is required when there is no defaultBackend", help);
  if (spec.defaultBackend) checkBackend(spec.defaultBackend, "spec.defaultBackend", report);
  spec.rules?.forEach(({ host, http }, index) => {
    const place = `spec.rules[${index}]`;
    if (host) checkHost(host, `${place}.host`, report);
    if (http?.paths.length === 0) report(`${place}.http.paths`, "must not be empty", help);
    http?.paths.forEach(({ path, pathType, backend }, position) => {
      const item = `${place}.http.paths[${position}]`;
      if (pathType !== "ImplementationSpecific") checkPath(path ?? "", `${item}.path`, report);
      checkBackend(backend, `${item}.backend`, report);
    });
  });
  spec.tls?.forEach(({ hosts = [], secretName }, index) => {
    hosts.forEach((host, position) => {
      checkHost(host, `spec.tls[${index}].hosts[${position}]`, report);
    });
    checkOptionalName(secretName, dnsSubdomain, `spec.tls[${index}].secretName`, report);
  });
}

function checkHost(host: string, at: string, report: Report): void {
  if (isAddress(host)) report(at, `must be a name, not the address ${host}`, help);
  else checkName(host.replace(/^\*\./, ""), dnsSubdomain, at, report);
}

function checkPath(path: string, at: string, report: Report): void {
  if (!path.startsWith("/")) report(at, `must start with "/", not "${path}"`, help);
  else if (/\/\/|\/\.{1,2}(\/|$)|%2f|%5c/i.test(path))
    report(at, `"${path}" must not contain "//", "/./", "/../" or an escaped slash`, help);
}

function checkBackend(backend: IngressBackend, at: string, report: Report): void {
  checkOneOf(backend, ["resource", "service"], at, report);
  if (!backend.service) return;
  checkName(backend.service.name, serviceLabel, `${at}.service.name`, report);
  checkOneOf(backend.service.port ?? {}, ["name", "number"], `${at}.service.port`, report);
  checkOptionalName(backend.service.port?.name, portName, `${at}.service.port.name`, report);
  checkPort(backend.service.port?.number, `${at}.service.port.number`, report);
}
