import type { Report } from "../fault.ts";
import type { NetworkPeer, NetworkPort, ObjectOf } from "../kinds.ts";
import { isStrictlyWithin, parseNetwork } from "./cidr.ts";
import { checkPortOrName, checkRange } from "./numbers.ts";
import { checkSelector } from "./selector.ts";
import { checkUnique } from "./unique.ts";

const help = "see https://kubernetes.io/docs/concepts/services-networking/network-policies/";

/** Reports a NetworkPolicy that Kubernetes refuses, or that does nothing with the rules it has. */
export function checkNetworkPolicy({ spec }: ObjectOf<"NetworkPolicy">, report: Report): void {
  // Required by the schemas of Kubernetes 1.33 to 1.35, which Helm holds objects to.
  if (!spec.podSelector) report("spec.podSelector", "is required", "write {} for every pod of the namespace");
  checkSelector(spec.podSelector, "spec.podSelector", report);
  checkTypes(spec, report);
  spec.ingress?.forEach(({ from = [], ports = [] }, index) => {
    checkPeers(from, `spec.ingress[${index}].from`, report);
    checkPorts(ports, `spec.ingress[${index}].ports`, report);
  });
  spec.egress?.forEach(({ to = [], ports = [] }, index) => {
    checkPeers(to, `spec.egress[${index}].to`, report);
    checkPorts(ports, `spec.egress[${index}].ports`, report);
  });
}

type Spec = ObjectOf<"NetworkPolicy">["spec"];

function checkTypes({ policyTypes = [], ingress = [], egress = [] }: Spec, report: Report): void {
  checkUnique(
    policyTypes,
    (type) => type,
    (index) => `spec.policyTypes[${index}]`,
    report,
  );
  if (policyTypes.length === 0) return;
  for (const [type, rules] of [
    ["Ingress", ingress],
    ["Egress", egress],
  ] as const)
    if (rules.length > 0 && !policyTypes.includes(type))
      report("spec.policyTypes", `must hold "${type}", since there are rules for it`, "add it, or remove the rules");
}

function checkPeers(peers: readonly NetworkPeer[], at: string, report: Report): void {
  peers.forEach(({ ipBlock, namespaceSelector, podSelector }, index) => {
    const place = `${at}[${index}]`;
    checkSelector(namespaceSelector, `${place}.namespaceSelector`, report);
    checkSelector(podSelector, `${place}.podSelector`, report);
    if (!ipBlock && !namespaceSelector && !podSelector) report(place, "must not be empty", help);
    if (ipBlock && (namespaceSelector || podSelector))
      report(`${place}.ipBlock`, "cannot stand beside a selector", "make two peers of it");
    if (ipBlock) checkBlock(ipBlock, `${place}.ipBlock`, report);
  });
}

function checkBlock({ cidr, except = [] }: NonNullable<NetworkPeer["ipBlock"]>, at: string, report: Report): void {
  const block = parseNetwork(cidr);
  if (!block) {
    report(`${at}.cidr`, `"${cidr}" is no CIDR`, `write it like "10.0.0.0/16"`);
    return;
  }
  except.forEach((exception, index) => {
    const inner = parseNetwork(exception);
    if (!inner) report(`${at}.except[${index}]`, `"${exception}" is no CIDR`, `write it like "10.0.0.0/16"`);
    else if (!isStrictlyWithin(inner, block))
      report(`${at}.except[${index}]`, `${exception} is not a part of ${cidr}`, help);
  });
}

function checkPorts(ports: readonly NetworkPort[], at: string, report: Report): void {
  ports.forEach(({ port, endPort }, index) => {
    const place = `${at}[${index}]`;
    checkPortOrName(port, `${place}.port`, report);
    if (endPort === undefined) return;
    checkRange(endPort, typeof port === "number" ? port : 1, 65535, `${place}.endPort`, report);
    if (typeof port !== "number") report(`${place}.endPort`, "needs a port number beside it", help);
  });
}
