import { awsDocs, tool } from "../anchors.ts";
import { faultsOfCertificate } from "../facts/certificate-faults.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No certificate ends because nobody thought of it, and none goes before its successor is there. */
export const edgeCertRenews = defineRule({
  id: "edge-cert-renews",
  title: "Certificates renew by themselves and are replaced without a gap",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "ACM renews by itself what is proven by DNS; a proof by mail needs somebody to press a button every year. A certificate that a load balancer uses cannot be deleted, so that its successor has to be there first.",
  remediation: "Take `validationMethod` of the certificate out of `overrides`.",
  anchors: [
    tool("Checkov", "CKV_AWS_233"),
    awsDocs("Managed certificate renewal", "acm/latest/userguide/managed-renewal.html"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_acm_certificate"), (certificate) => {
      const fault = faultsOfCertificate(graph, certificate);
      const { config, lifecycle } = certificate;
      const method = knownText(graph, config.validationMethod ?? "NONE");
      const faults = [
        ...(method === undefined || method === "DNS"
          ? []
          : [fault("proof", "does not renew by itself", "validation_method = DNS", `validation_method = ${method}`)]),
        ...(lifecycle?.createBeforeDestroy
          ? []
          : [fault("gap", "goes before its successor is there", "create_before_destroy", "no create_before_destroy")]),
      ];
      if (faults.length > 0) return faults;
      if (method === undefined) return { unknown: "how it is proven is known only at apply" };
      return { proof: "validation_method = DNS, create_before_destroy" };
    });
  },
});
