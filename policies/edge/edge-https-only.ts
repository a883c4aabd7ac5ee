import { cisEks, fsbp, tool } from "../anchors.ts";
import type { Listener, LoadBalancer } from "../facts/load-balancers.ts";
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
    "Plain HTTP shows sessions and passwords to every network on the way and lets it change the answers. A network load balancer cannot redirect, so a port without TLS stays open to just that; an application load balancer leads port 80 to 443 as soon as it has a certificate.",
  remediation:
    "Give the route a `certificate` of ACM and listen on 443 only, or a `zone` where the load balancer is `application`, or make it `scheme: internal`.",
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

function judge({ address: resource, target, scheme, listeners }: LoadBalancer): RuleResult[] {
  const isRoute = target[0] === "routes";
  // Made past the language, it is known by its object: a service may have several.
  const [, name = ""] = resource.split("/");
  const who = isRoute ? `route "${target.at(-1)}"` : `load balancer of ${name}`;
  const steps = isRoute ? `route ${target.at(-1)}` : name;
  if (scheme === "internal")
    return [{ verdict: "compliant", target, evidence: [`${steps} → scheme internal`], resource }];
  if (!listeners) return [{ verdict: "not-evaluated", target, reason: "its ports are known only at apply", resource }];
  return listeners.map((listener): RuleResult => {
    const { port, isTls } = listener;
    const answer = answerOf(listener, listeners);
    const evidence = [`${steps} → port ${port} → ${answer}`];
    if (answer !== "no TLS") return { verdict: "compliant", target, evidence, resource };
    if (isTls === undefined || scheme === undefined)
      return { verdict: "not-evaluated", target, reason: "its annotations are known only at apply", resource };
    return {
      verdict: "not-compliant",
      target,
      path: isRoute ? [...target, "listen", String(port)] : target,
      key: isRoute ? `port:${port}` : `${name}:port:${port}`,
      message: `public ${who} listens on port ${port} without TLS`,
      expected: "TLS on every port, with a certificate",
      actual: `no TLS on port ${port}`,
      evidence,
      resource,
    };
  });
}

function answerOf({ isTls, redirectsTo }: Listener, all: readonly Listener[]): string {
  if (isTls) return "TLS";
  const isSafe = all.some(({ port, isTls: safe }) => port === redirectsTo && safe);
  return isSafe ? `redirect to ${redirectsTo}` : "no TLS";
}
