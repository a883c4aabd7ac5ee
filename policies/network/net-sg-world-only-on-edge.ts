import type { Address } from "../../schema/graph/value.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { type IngressRule, isWorld, ruleSteps } from "../facts/ingress-rules.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * Only the load balancer of a public route admits the internet, and only on ports that the route listens on.
 * Whether those ports speak TLS is another policy's question, so that one mistake is one finding.
 */
export const netSgWorldOnlyOnEdge = defineRule({
  id: "net-sg-world-only-on-edge",
  title: "Only public load balancers admit the internet",
  group: "network",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Every address that the internet may reach is attack surface. With one way in, the load balancer of a public route, there is one place to look at.",
  remediation:
    "Reach the service through a route. A rule that no route asks for is a fault of the compiler: report it, with the spec.",
  anchors: [cisAws("6.1.2"), fsbp("EC2.18"), fsbp("EC2.19"), tool("Checkov", "CKV_AWS_260")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ facts }) {
    const edge = new Map<Address, Set<number>>();
    for (const { scheme, securityGroups, listeners = [] } of facts.loadBalancers) {
      if (scheme !== "internet-facing") continue;
      for (const group of securityGroups)
        edge.set(group, new Set([...(edge.get(group) ?? []), ...listeners.map(({ port }) => port)]));
    }
    return facts.ingressRules.map((rule) => judge(rule, edge));
  },
});

function judge(rule: IngressRule, edge: ReadonlyMap<Address, ReadonlySet<number>>): RuleResult {
  const target = specItem(rule.origin);
  const { address: resource } = rule;
  const world = rule.cidrs.filter(isWorld);
  const listening = rule.group && edge.get(rule.group.address);
  const evidence = [`${ruleSteps(rule)}${listening ? " → load balancer of a public route" : ""}`];
  if (world.length === 0)
    return rule.admitsUnknown
      ? { verdict: "not-evaluated", target, reason: "its addresses are known only at apply", resource }
      : { verdict: "compliant", target, evidence, resource };
  if (!rule.ports) return { verdict: "not-evaluated", target, reason: "its ports are known only at apply", resource };
  const isListening = rule.ports.length > 0 && rule.ports.every(({ from, to }) => from === to && listening?.has(from));
  if (isListening) return { verdict: "compliant", target, evidence, resource };
  const ports = rule.ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ") || "no port";
  const name = rule.group ? label(rule.group) : rule.address;
  return {
    verdict: "not-compliant",
    target,
    path: rule.origin,
    key: `${name}:${ports}:${world.join(",")}`,
    message: `security group "${name}" admits ${world.join(" and ")} on ${ports}`,
    expected: "the internet only on the listening ports of a public route",
    actual: listening ? `ports ${ports}` : "no public route uses the group",
    evidence,
    resource,
  };
}
