import type { Report } from "../fault.ts";
import type { ObjectOf, ServicePort, ServiceSpec } from "../kinds.ts";
import { isServed, type Minor } from "../minor.ts";
import { isAddress, parseNetwork } from "./cidr.ts";
import { checkLabels } from "./labels.ts";
import { checkName, checkOptionalName, checkQualifiedName, dnsLabel, dnsSubdomain } from "./names.ts";
import { checkPort, checkPortOrName, checkRange } from "./numbers.ts";
import { checkUnique } from "./unique.ts";

const help = "see https://kubernetes.io/docs/concepts/services-networking/service/";

/** Reports a Service that Kubernetes refuses. */
export function checkService({ spec }: ObjectOf<"Service">, report: Report, minor: Minor): void {
  checkLabels(spec.selector, "spec.selector", report);
  checkPorts(spec, report);
  checkForType(spec, report);
  checkAddresses(spec, report);
  checkDistribution(spec, minor, report);
  const timeout = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  checkRange(timeout, 1, 86400, "spec.sessionAffinityConfig.clientIP.timeoutSeconds", report);
  if (spec.sessionAffinityConfig && spec.sessionAffinity !== "ClientIP")
    report("spec.sessionAffinityConfig", `needs the sessionAffinity "ClientIP"`, help);
}

function checkPorts(spec: ServiceSpec, report: Report): void {
  const ports = spec.ports ?? [];
  const needsNone = spec.type === "ExternalName" || spec.clusterIP === "None";
  if (ports.length === 0 && !needsNone) report("spec.ports", "is required", "name at least one port");
  const unique = (field: string, keyOf: (port: ServicePort) => string | undefined): void =>
    checkUnique(ports, keyOf, (index) => `spec.ports[${index}]${field}`, report);
  unique(".name", ({ name }) => name);
  unique(".port", ({ port, protocol = "TCP" }) => `${port}/${protocol}`);
  unique(".nodePort", ({ nodePort, protocol = "TCP" }) => (nodePort ? `${nodePort}/${protocol}` : undefined));
  ports.forEach((port, index) => {
    const place = `spec.ports[${index}]`;
    if (ports.length > 1 && !port.name)
      report(`${place}.name`, "is required: there are several ports", "name the port");
    checkPortFields(port, place, report);
    if (port.nodePort && spec.type !== "NodePort" && spec.type !== "LoadBalancer")
      report(`${place}.nodePort`, "is only for the types NodePort and LoadBalancer", help);
  });
}

function checkPortFields(
  { name, port, targetPort, nodePort, appProtocol }: ServicePort,
  at: string,
  report: Report,
): void {
  checkOptionalName(name, dnsLabel, `${at}.name`, report);
  checkPort(port, `${at}.port`, report);
  checkPortOrName(targetPort, `${at}.targetPort`, report);
  checkRange(nodePort, 30000, 32767, `${at}.nodePort`, report);
  if (appProtocol !== undefined) checkQualifiedName(appProtocol, `${at}.appProtocol`, report);
}

/** Fields that only some types of Service can have. */
const forTypes: readonly (readonly [keyof ServiceSpec, readonly string[]])[] = [
  ["allocateLoadBalancerNodePorts", ["LoadBalancer"]],
  ["externalTrafficPolicy", ["NodePort", "LoadBalancer"]],
  ["healthCheckNodePort", ["LoadBalancer"]],
  ["loadBalancerClass", ["LoadBalancer"]],
  ["loadBalancerSourceRanges", ["LoadBalancer"]],
];

function checkForType(spec: ServiceSpec, report: Report): void {
  const { type = "ClusterIP", clusterIP, externalName, loadBalancerClass } = spec;
  for (const [field, types] of forTypes)
    if (spec[field] != null && !types.includes(type))
      report(`spec.${field}`, `is only for the type ${types.join(" or ")}, not ${type}`, help);
  if (type !== "ClusterIP" && clusterIP === "None")
    report("spec.clusterIP", `cannot be "None" for the type ${type}`, `leave the type out for a headless Service`);
  if (type === "ExternalName") {
    if (clusterIP) report("spec.clusterIP", `must be absent for the type ExternalName`, help);
    checkName((externalName ?? "").replace(/\.$/, ""), dnsSubdomain, "spec.externalName", report);
  }
  if (spec.healthCheckNodePort && spec.externalTrafficPolicy !== "Local")
    report("spec.healthCheckNodePort", `needs the externalTrafficPolicy "Local"`, help);
  if (loadBalancerClass != null) checkQualifiedName(loadBalancerClass, "spec.loadBalancerClass", report);
}

function checkAddresses(spec: ServiceSpec, report: Report): void {
  spec.loadBalancerSourceRanges?.forEach((range, index) => {
    if (!parseNetwork(range.trim()))
      report(`spec.loadBalancerSourceRanges[${index}]`, `"${range}" is no CIDR`, `write it like "10.0.0.0/8"`);
  });
  spec.externalIPs?.forEach((address, index) => {
    if (!isAddress(address)) report(`spec.externalIPs[${index}]`, `"${address}" is no IP address`, help);
  });
  if (spec.clusterIP && spec.clusterIP !== "None" && !isAddress(spec.clusterIP))
    report("spec.clusterIP", `must be an IP address or "None", not "${spec.clusterIP}"`, help);
  const families = spec.ipFamilies ?? [];
  checkUnique(
    families,
    (family) => family,
    (index) => `spec.ipFamilies[${index}]`,
    report,
  );
  if (families.length === 2 && (spec.ipFamilyPolicy ?? "SingleStack") === "SingleStack")
    report("spec.ipFamilies", `has two families, which the ipFamilyPolicy "SingleStack" does not allow`, help);
}

function checkDistribution({ trafficDistribution }: ServiceSpec, minor: Minor, report: Report): void {
  if (trafficDistribution === undefined || trafficDistribution === "PreferClose") return;
  if (!["PreferSameZone", "PreferSameNode"].includes(trafficDistribution))
    report(
      "spec.trafficDistribution",
      `must be PreferClose, PreferSameZone or PreferSameNode, not "${trafficDistribution}"`,
      help,
    );
  else if (!isServed(minor, "1.34"))
    report("spec.trafficDistribution", `"${trafficDistribution}" needs Kubernetes 1.34`, `write "PreferClose"`);
}
