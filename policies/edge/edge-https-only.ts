import { cisEks, fsbp, tool } from "../anchors.ts";
import type { LoadBalancer } from "../facts/load-balancers.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Whatever the internet reaches speaks TLS. */
export const edgeHttpsOnly = defineRule({
  id: "edge-https-only",
  title: "Public routes speak TLS",
  group: "edge",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "Plain HTTP shows sessions and passwords to every network on the way and lets it change the answers. A network load balancer cannot redirect, so a port without TLS stays open to just that.",
  remediation: "Give the route a `certificate` of ACM and listen on 443 only, or make it `scheme: internal`.",
  anchors: [
    cisEks("5.4.5"),
    fsbp("ELB.1"),
    fsbp("ELB.18"),
    tool("Checkov", "CKV_AWS_2"),
    tool("Trivy", "AWS-0054"),
    tool("hardeneks", "use_encryption_with_aws_load_balancers"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ facts }) {
    return facts.loadBalancers.flatMap(judge);
  },
});

function judge({ target, scheme, listeners, service }: LoadBalancer): RuleResult[] {
  const resource = service.address;
  if (scheme === "internal")
    return [{ verdict: "compliant", target, evidence: ["internal: the internet does not reach it"], resource }];
  if (!listeners) return [{ verdict: "not-evaluated", target, reason: "its ports are known only at apply", resource }];
  return listeners.map(({ port, isTls }): RuleResult => {
    const evidence = [`route ${target.at(-1)} → port ${port} → ${isTls ? "TLS" : "no TLS"}`];
    if (isTls) return { verdict: "compliant", target, evidence, resource };
    if (isTls === undefined || scheme === undefined)
      return { verdict: "not-evaluated", target, reason: "its annotations are known only at apply", resource };
    return {
      verdict: "not-compliant",
      target,
      path: [...target, "listen", String(port)],
      key: `port:${port}`,
      message: `public route "${target.at(-1)}" listens on port ${port} without TLS`,
      expected: "TLS on every port, with a certificate",
      actual: `plain TCP on port ${port}`,
      evidence,
      resource,
    };
  });
}
