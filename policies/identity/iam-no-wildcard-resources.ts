import { compareText } from "../../schema/finding.ts";
import { fsbp, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import { isScopedByCondition } from "../facts/narrowing-conditions.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { isWhole, wholeFor } from "../facts/resource-scope.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { administering, dangersOf } from "../facts/statement-dangers.ts";
import { isUnscoped } from "../facts/unscoped-actions.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * What a role may do, it may do to named things. Reading what others keep, and passing on their roles, is found by
 * `iam-no-escalation-or-exfiltration`, so that one mistake is one finding.
 */
export const iamNoWildcardResources = defineRule({
  id: "iam-no-wildcard-resources",
  title: "No role acts on every resource of a kind",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "An action on `*`, or on all that a service has, reaches every queue, bucket and secret of the account, those of other systems too. Only actions that IAM cannot limit need it.",
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
  const wide = [...new Map(statements.flatMap(unlimited).map((grant) => [grant.action, grant])).values()];
  if (wide.length === 0) {
    const things = namesOf(statements.filter(({ effect }) => effect === "Allow").flatMap(scopeOf));
    const evidence = [`role policy ${label(policy)} → Allow on ${things}`];
    return [{ verdict: "compliant", target, evidence, resource }];
  }
  return wide
    .sort((left, right) => compareText(left.action, right.action))
    .map(({ action, on }) => ({
      verdict: "not-compliant",
      target,
      key: `${label(policy)}:${action}`,
      message: `policy "${label(policy)}" allows ${action} on ${on === "*" ? "every resource" : `all of ${on}`}`,
      expected: "named resources, or a condition that limits them",
      actual: `${action} on ${on}`,
      evidence: [`role policy ${label(policy)} → Allow ${action} → ${on}`],
      resource,
    }));
}

/** An action, and the resource that leaves open what it is on. */
interface Unlimited {
  readonly action: string;
  readonly on: string;
}

function unlimited(statement: PolicyStatement): readonly Unlimited[] {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow" || isScopedByCondition(statement)) return [];
  const found = [...administering(statement), ...dangersOf(statement).map(({ action }) => action)];
  return actions.map(show).flatMap((action) => {
    const [whole] = wholeFor(action, resources);
    return whole === undefined || found.includes(action) || isUnscoped(action) ? [] : [{ action, on: show(whole) }];
  });
}

/** What a statement is limited to: resources, or what its conditions say. */
function scopeOf(statement: PolicyStatement): string[] {
  const { resources } = statement;
  if (!resources.some(isWhole)) return resources.map(show);
  return isScopedByCondition(statement) ? ["* under a condition"] : ["* for actions that nothing limits"];
}
