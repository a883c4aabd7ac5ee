import { cisAws, fsbp, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { administratorPolicies } from "../facts/expected-policies.ts";
import type { InlinePolicy, ManagedPolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { administering, allowedIn } from "../facts/statement-dangers.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No role can do everything, or give itself the right to. */
export const iamNoAdmin = defineRule({
  id: "iam-no-admin",
  title: "No role administers the account",
  group: "identity",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "Whoever takes over a pod or node with such a role owns the account. The right to change IAM is the same right by a detour.",
  remediation: "Remove the policy from the pool's `policies`, and declare what services need under `uses`.",
  anchors: [cisAws("2.15"), fsbp("IAM.1"), tool("Checkov", "CKV_AWS_62"), tool("Checkov", "CKV_AWS_274")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: { managedPolicies: administratorPolicies },
  check({ facts, parameters }) {
    return [
      ...facts.managedPolicies.map((policy) => judgeManaged(policy, parameters.managedPolicies)),
      ...facts.inlinePolicies.map(judgeInline),
    ];
  },
});

function judgeManaged(
  { name, isOfAws, role, address: resource, origin }: ManagedPolicy,
  forbidden: readonly string[],
): RuleResult {
  const target = specItem(origin);
  if (name === undefined)
    return { verdict: "not-evaluated", target, reason: "the policy's name is known only at apply", resource };
  const evidence = [`${role ? `role ${role}` : resource} → managed policy ${name}`];
  if (!isOfAws && !forbidden.includes(name))
    return {
      verdict: "not-evaluated",
      target,
      reason: `what the policy "${name}" allows is not in the graph`,
      resource,
    };
  if (!forbidden.includes(name)) return { verdict: "compliant", target, evidence, resource };
  return {
    verdict: "not-compliant",
    target,
    path: target[1] === "nodePools" ? [...target, "policies"] : target,
    key: `policy:${name}`,
    message: `a role of "${target.at(-1)}" has the policy "${name}"`,
    expected: "policies for the task at hand",
    actual: name,
    evidence,
    resource,
  };
}

function judgeInline(policy: InlinePolicy): RuleResult {
  const { address: resource, origin, statements } = policy;
  const target = specItem(origin);
  if (!statements) return { verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource };
  const [admin] = statements.flatMap(administering);
  const evidence = [`role policy ${label(policy)} → Allow ${admin ?? namesOf(statements.flatMap(allowedIn))}`];
  if (admin === undefined) return { verdict: "compliant", target, evidence, resource };
  return {
    verdict: "not-compliant",
    target,
    key: `${label(policy)}:${admin}`,
    message: `policy "${label(policy)}" allows ${admin}`,
    expected: "actions for the task at hand",
    actual: admin,
    evidence,
    resource,
  };
}
