import { fsbp, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { administering, allowedIn, isWholeService } from "../facts/statement-dangers.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** A role's policies name actions one by one. */
export const iamNoWildcardActions = defineRule({
  id: "iam-no-wildcard-actions",
  title: "No role may do everything that a service offers",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "`s3:*` includes making a bucket public and deleting it, and every action that AWS adds next year. Least privilege starts with naming the actions.",
  remediation:
    "Grants follow from `uses` and name their actions, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("IAM.21"), tool("Checkov", "CKV_AWS_63"), tool("Checkov", "CKV_AWS_49"), tool("Trivy", "AWS-0057")],
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
  const wide = new Map(statements.flatMap(wideActions));
  const results = [...wide].map(
    ([key, actual]): NotCompliant => ({
      verdict: "not-compliant",
      target,
      key: `${label(policy)}:${key}`,
      message: `policy "${label(policy)}" allows ${actual}`,
      expected: "actions named one by one",
      actual,
      evidence: [`role policy ${label(policy)} → Allow ${actual}`],
      resource,
    }),
  );
  if (results.length > 0) return results;
  const evidence = [`role policy ${label(policy)} → Allow ${namesOf(statements.flatMap(allowedIn))}`];
  return [{ verdict: "compliant", target, evidence, resource }];
}

/** What a statement allows too much of, by key. What administers the account is found by `iam-no-admin`. */
function wideActions(statement: PolicyStatement): readonly (readonly [string, string])[] {
  const found = administering(statement);
  const allowed = allowedIn(statement).filter((action) => !found.includes(action));
  if (statement.notActions.length > 0) return allowed.map((action) => ["not-actions", action]);
  return allowed.filter(isWholeService).map((action) => [action, action]);
}
