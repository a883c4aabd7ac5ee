import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { NodeFault } from "./judge-nodes.ts";
import { knownText } from "./known.ts";

/** Says one thing that is wrong with a certificate, by a name that no other of its faults has. */
export type CertificateFault = (name: string, message: string, expected: string, actual: string) => NodeFault;

/** How faults of a certificate of ACM are said: by its host, at the part of the spec that asks for it. */
export function faultsOfCertificate(
  graph: ResourceGraph,
  { config, origin }: TerraformNode<"aws_acm_certificate">,
): CertificateFault {
  const host = knownText(graph, config.domainName) ?? "?";
  return (name, message, expected, actual) => ({
    setting: origin.slice(2),
    key: `${host}:${name}`,
    message: `the certificate of "${host}" ${message}`,
    expected,
    actual,
  });
}
