import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { annotationsOf, type BalancerObject, balancerObjects } from "../facts/annotations.ts";
import { portsOf } from "../facts/ingress-balancers.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/**
 * The policies of TLS 1.2 and 1.3 whose ciphers are all `TLS_*` or `ECDHE-*` without SHA-1, and so have forward secrecy.
 * `Ext1` adds ciphers without it, and `Ext2` those with SHA-1.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const strongPolicies: readonly string[] = [
  "ELBSecurityPolicy-FS-1-2-Res-2019-08",
  "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

/** Load balancers speak no TLS that is older than 1.2, and no weak ciphers. */
export const edgeTlsPolicy = defineRule({
  id: "edge-tls-policy",
  title: "Load balancers speak TLS 1.2 or newer, with strong ciphers",
  group: "edge",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "TLS 1.0 and 1.1 have been given up since 2021, and AWS's policy of 2016, which a listener has unless another is named, still takes them. Without forward secrecy, whoever records traffic today reads it with a key that is stolen later.",
  remediation:
    "Every listener is made with a policy that passes: take another one out of `overrides`, or have a pack accept it.",
  anchors: [fsbp("ELB.17"), tool("Checkov", "CKV_AWS_103"), tool("Checkov", "CKV2_AWS_74"), tool("Trivy", "AWS-0047")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { accepted: strongPolicies },
  check({ graph, parameters }) {
    return judgeNodes(balancerObjects(graph), (object) => {
      const isTls = speaksTls(graph, object);
      if (isTls === false) return undefined;
      const policy = annotationsOf(object)[policyAnnotation[object.type]];
      const name = policy === undefined ? "ELBSecurityPolicy-2016-08" : knownText(graph, policy);
      if (name === undefined || isTls === undefined) return { unknown: "its TLS policy is known only at apply" };
      const seen = policy === undefined ? `no TLS policy, which means ${name}` : `TLS policy ${name}`;
      if (parameters.accepted.includes(name)) return { proof: seen };
      return [
        {
          setting: ["certificate"],
          key: object.name,
          message: `the load balancer of "${object.name}" ${weakness(name)}`,
          expected: "a policy of TLS 1.2 or newer whose ciphers all have forward secrecy",
          actual: name,
          seen,
        },
      ];
    });
  },
});

const policyAnnotation = {
  Ingress: "alb.ingress.kubernetes.io/ssl-policy",
  Service: "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy",
} as const;

/**
 * Whether TLS ends at a load balancer. An Ingress needs no certificate for that: the controller looks for one by its hosts.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/
 */
function speaksTls(graph: ResourceGraph, object: BalancerObject): boolean | undefined {
  if (object.type === "Service")
    return annotationsOf(object)["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"] !== undefined;
  return portsOf(graph, object)?.some(({ isTls }) => isTls);
}

function weakness(name: string): string {
  if (/^ELBSecurityPolicy-(?:201\d-|FS-2018-|FS-1-1-|TLS-1-[01]-|TLS13-1-[01]-)/.test(name)) return "speaks old TLS";
  return /^ELBSecurityPolicy-(?:FS-1-2-2019-08$|TLS-1-2-|TLS13-1-2-Ext\d-)/.test(name)
    ? "takes weak ciphers"
    : "has a TLS policy that nobody knows here";
}
