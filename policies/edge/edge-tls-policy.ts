import { fsbp, tool } from "../anchors.ts";
import { annotationsOf, type BalancerObject, balancerObjects } from "../facts/annotations.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Load balancers speak no TLS that is older than 1.2. */
export const edgeTlsPolicy = defineRule({
  id: "edge-tls-policy",
  title: "Load balancers speak TLS 1.2 or newer",
  group: "edge",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "TLS 1.0 and 1.1 have been given up since 2021, and AWS's policy of 2016, which a listener has unless another is named, still takes them.",
  remediation: "Every listener names such a policy, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("ELB.17"), tool("Checkov", "CKV_AWS_103"), tool("Checkov", "CKV2_AWS_74"), tool("Trivy", "AWS-0047")],
  waivable: true,
  maxWaiverDays: 90,
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
  parameters: { prefixes: ["ELBSecurityPolicy-TLS13-1-2-", "ELBSecurityPolicy-TLS13-1-3-"] },
  check({ graph, parameters }) {
    return judgeNodes(balancerObjects(graph), (object) => {
      const { certificate, policy } = tlsOf(object);
      if (certificate === undefined) return undefined;
      const name = policy === undefined ? "ELBSecurityPolicy-2016-08" : knownText(graph, policy);
      if (name === undefined) return { unknown: "its TLS policy is known only at apply" };
      const isStrict = parameters.prefixes.some((prefix) => name.startsWith(prefix)) && !/-Ext[01]-/.test(name);
      const seen = policy === undefined ? `no TLS policy, which means ${name}` : `TLS policy ${name}`;
      if (isStrict) return { proof: seen };
      return [
        {
          setting: ["certificate"],
          key: object.name,
          message: `the load balancer of "${object.name}" speaks old TLS`,
          expected: "TLS 1.2 or newer",
          actual: name,
          seen,
        },
      ];
    });
  },
});

function tlsOf(object: BalancerObject): { readonly certificate: unknown; readonly policy: unknown } {
  const annotations = annotationsOf(object);
  if (object.type === "Ingress") {
    const prefix = "alb.ingress.kubernetes.io";
    return { certificate: annotations[`${prefix}/certificate-arn`], policy: annotations[`${prefix}/ssl-policy`] };
  }
  const prefix = "service.beta.kubernetes.io/aws-load-balancer";
  return { certificate: annotations[`${prefix}-ssl-cert`], policy: annotations[`${prefix}-ssl-negotiation-policy`] };
}
