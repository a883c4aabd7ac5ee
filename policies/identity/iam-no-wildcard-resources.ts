import { fsbp, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { isScopedByCondition, isUnscoped } from "../facts/unscoped-actions.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What a role may do, it may do to named things. */
export const iamNoWildcardResources = defineRule({
  id: "iam-no-wildcard-resources",
  title: "No role acts on every resource of a kind",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "An action on `*` reaches every queue, bucket and secret of the account, those of other systems too. Only actions that IAM cannot limit need it.",
  remediation:
    "Grants follow from `uses` and name their resources, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    fsbp("KMS.2"),
    tool("cdk-nag", "IAM5"),
    tool("Checkov", "CKV_AWS_355"),
    tool("Checkov", "CKV_AWS_356"),
    tool("Checkov", "CKV_AWS_111"),
    tool("Trivy", "AWS-0057"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ facts }) {
    return facts.inlinePolicies.flatMap(judge);
  },
});

function judge(policy: InlinePolicy): RuleResult[] {
  const { address: resource, statements } = policy;
  const target = specItem(policy.origin);
  if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
  const wide = [...new Set(statements.flatMap(unlimited))].sort();
  if (wide.length === 0) {
    const things = namesOf(statements.filter(({ effect }) => effect === "Allow").flatMap(scopeOf));
    return [
      { verdict: "compliant", target, evidence: [`role policy ${label(policy)} → Allow on ${things}`], resource },
    ];
  }
  return wide.map((action) => ({
    verdict: "not-compliant",
    target,
    key: `${label(policy)}:${action}`,
    message: `policy "${label(policy)}" allows ${action} on every resource`,
    expected: "named resources, or a condition that limits them",
    actual: `${action} on *`,
    evidence: [`role policy ${label(policy)} → Allow ${action} → *`],
    resource,
  }));
}

function unlimited(statement: PolicyStatement): string[] {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow" || !resources.includes("*") || isScopedByCondition(statement)) return [];
  return actions.map(show).filter((action) => !isUnscoped(action));
}

/** What a statement is limited to: resources, or what its conditions say. */
function scopeOf(statement: PolicyStatement): string[] {
  const { resources } = statement;
  if (!resources.includes("*")) return resources.map(show);
  return isScopedByCondition(statement) ? ["* under a condition"] : ["* for actions that nothing limits"];
}
