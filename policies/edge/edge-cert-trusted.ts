import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs, fsbp, tool } from "../anchors.ts";
import { faultsOfCertificate } from "../facts/certificate-faults.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Clients take the certificate: its key is long enough, and it stands in the public logs. */
export const edgeCertTrusted = defineRule({
  id: "edge-cert-trusted",
  title: "Certificates have strong keys and stand in public logs",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A key of 1,024 bits can be broken. Browsers refuse a certificate that is in no public log, and only from those logs does anybody learn of a certificate for their name that they never asked for.",
  remediation: "Take `keyAlgorithm` and `options` of the certificate out of `overrides`.",
  anchors: [
    fsbp("ACM.2"),
    tool("Checkov", "CKV_AWS_234"),
    awsDocs("Certificate transparency logging", "acm/latest/userguide/acm-bestpractices.html"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { weakKeys: ["RSA_1024"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_acm_certificate"), (certificate) =>
      judge(graph, certificate, parameters.weakKeys),
    );
  },
});

function judge(
  graph: ResourceGraph,
  certificate: TerraformNode<"aws_acm_certificate">,
  weakKeys: readonly string[],
): NodeVerdict {
  const fault = faultsOfCertificate(graph, certificate);
  const { config } = certificate;
  const { certificateTransparencyLoggingPreference: preference } = ([config.options].flat()[0] ?? {}) as {
    readonly certificateTransparencyLoggingPreference?: unknown;
  };
  // ACM's own defaults. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
  const key = knownText(graph, config.keyAlgorithm ?? "RSA_2048");
  const logging = knownText(graph, preference ?? "ENABLED");
  const faults = [
    ...(key !== undefined && weakKeys.includes(key)
      ? [fault("key", "has a weak key", "key_algorithm = RSA_2048 or stronger", `key_algorithm = ${key}`)]
      : []),
    ...(logging === "DISABLED"
      ? [fault("log", "stands in no public log", "transparency logging ENABLED", "transparency logging DISABLED")]
      : []),
  ];
  if (faults.length > 0) return faults;
  if (key === undefined || logging === undefined) return { unknown: "its key or its log is known only at apply" };
  return { proof: `key_algorithm = ${key}, in public logs` };
}
