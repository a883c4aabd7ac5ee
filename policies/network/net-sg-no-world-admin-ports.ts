import { cisAws, fsbp, tool } from "../anchors.ts";
import { type IngressRule, isWorld, ruleSteps } from "../facts/ingress-rules.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No rule lets the internet reach SSH or RDP, however ports, protocol or addresses are written. */
export const netSgNoWorldAdminPorts = defineRule({
  id: "net-sg-no-world-admin-ports",
  title: "No administration port is open to the internet",
  group: "network",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "SSH and RDP that the whole internet can reach are found within minutes and guessed at for ever. Sessions go through Systems Manager, which needs no open port.",
  remediation:
    "No spec can ask for it, so this is a fault of the compiler: report it, with the spec. For a shell on a node use Systems Manager Session Manager.",
  anchors: [
    cisAws("6.3"),
    cisAws("6.4"),
    fsbp("EC2.19"),
    tool("Checkov", "CKV_AWS_24"),
    tool("Checkov", "CKV_AWS_25"),
    tool("Trivy", "AWS-0107"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: { ports: ["22", "3389"] },
  check({ facts, parameters }) {
    const ports = parameters.ports.map(Number);
    return facts.ingressRules.flatMap((rule) => judge(rule, ports));
  },
});

function judge(rule: IngressRule, adminPorts: readonly number[]): RuleResult[] {
  const target = specItem(rule.origin);
  const { address: resource } = rule;
  const world = rule.cidrs.filter(isWorld);
  const open = adminPorts.filter((port) => rule.ports?.some(({ from, to }) => from <= port && port <= to));
  if (world.length > 0 && open.length > 0)
    return open.map((port) => ({
      verdict: "not-compliant",
      target,
      path: rule.origin,
      key: `${nameOf(rule)}:${port}:${world.join(",")}`,
      message: `port ${port} of security group "${nameOf(rule)}" is open to ${world.join(" and ")}`,
      expected: "no rule that admits the internet",
      actual: world.join(", "),
      evidence: [ruleSteps(rule)],
      resource,
    }));
  const mayBeWorld = world.length > 0 || rule.admitsUnknown;
  const mayBeOpen = rule.ports === undefined || open.length > 0;
  if (mayBeWorld && mayBeOpen)
    return [{ verdict: "not-evaluated", target, reason: "its addresses or ports are known only at apply", resource }];
  return [{ verdict: "compliant", target, evidence: [ruleSteps(rule)], resource }];
}

function nameOf(rule: IngressRule): string {
  return rule.group ? label(rule.group) : rule.address;
}
