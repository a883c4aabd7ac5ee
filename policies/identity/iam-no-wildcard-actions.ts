import { fsbp, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
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

const wildcard = /^(\*|[^:]+:[*?]+)$/;

function judge(policy: InlinePolicy): RuleResult[] {
  const { address: resource, statements } = policy;
  const target = specItem(policy.origin);
  if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const wide = [
    ...new Set(allows.flatMap(({ actions }) => actions.map(show).filter((action) => wildcard.test(action)))),
  ];
  const exempt = allows.flatMap(({ notActions }) => notActions.map(show));
  const failure = (key: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    key: `${label(policy)}:${key}`,
    message: `policy "${label(policy)}" allows ${actual}`,
    expected: "actions named one by one",
    actual,
    evidence: [`role policy ${label(policy)} → Allow ${actual}`],
    resource,
  });
  const results = wide.map((action) => failure(action, action));
  if (exempt.length > 0) results.push(failure("not-actions", `everything except ${exempt.join(", ")}`));
  if (results.length > 0) return results;
  const actions = namesOf(allows.flatMap((statement) => statement.actions.map(show)));
  return [{ verdict: "compliant", target, evidence: [`role policy ${label(policy)} → Allow ${actions}`], resource }];
}
