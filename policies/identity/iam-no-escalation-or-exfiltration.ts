import { fsbp, tool } from "../anchors.ts";
import { allowedBy } from "../facts/action-patterns.ts";
import { escalatingActions, launchingActions, readingActions } from "../facts/dangerous-actions.ts";
import { groupBy } from "../facts/group-by.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * No role can get more than it was given, nor read all of a kind of what others keep. Actions on `*` are found by
 * `iam-no-wildcard-resources`, so that one mistake is one finding.
 */
export const iamNoEscalationOrExfiltration = defineRule({
  id: "iam-no-escalation-or-exfiltration",
  title: "No role can widen its own rights, or read what all others keep",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Some actions are worth all others: who may write a role's policy, or start something with any role, has every right there is. And who may read every secret has no need of rights.",
  remediation:
    "Grants follow from `uses` and name what they are on. Remove an entry under `overrides` that adds such an action.",
  anchors: [
    fsbp("KMS.2"),
    tool("Checkov", "CKV_AWS_286"),
    tool("Checkov", "CKV_AWS_287"),
    tool("Checkov", "CKV_AWS_288"),
    tool("Checkov", "CKV_AWS_107"),
    tool("Checkov", "CKV_AWS_108"),
    tool("Checkov", "CKV_AWS_110"),
    tool("Trivy", "AWS-0342"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ facts }) {
    const byRole = groupBy(facts.inlinePolicies, ({ role, address }) => role ?? address);
    return [...byRole.values()].flatMap(judgeRole);
  },
});

interface Fault {
  readonly policy: InlinePolicy;
  readonly key: string;
  readonly message: string;
  readonly step: string;
}

/** All policies of a role count together: one may allow to pass a role, and another to start something with it. */
function judgeRole(policies: readonly InlinePolicy[]): RuleResult[] {
  const unread = policies.find((policy) => policy.unread !== undefined);
  if (unread)
    return [
      {
        verdict: "not-evaluated",
        target: specItem(unread.origin),
        reason: `the policy ${unread.unread}`,
        resource: unread.address,
      },
    ];
  const faults = [...policies.flatMap(ownFaults), ...passingFaults(policies)];
  if (faults.length > 0) return faults.map(toResult);
  return policies.map((policy) => ({
    verdict: "compliant",
    target: specItem(policy.origin),
    evidence: [`role policy ${label(policy)} → actions on what the spec names`],
    resource: policy.address,
  }));
}

function toResult({ policy, key, message, step }: Fault): RuleResult {
  return {
    verdict: "not-compliant",
    target: specItem(policy.origin),
    key: `${label(policy)}:${key}`,
    message: `policy "${label(policy)}" ${message}`,
    expected: "actions for the task at hand, on what it is about",
    actual: step,
    evidence: [`role policy ${label(policy)} → Allow ${step}`],
    resource: policy.address,
  };
}

function ownFaults(policy: InlinePolicy): readonly Fault[] {
  const faults = allowing(policy).flatMap(({ actions, resources }): Fault[] => {
    const named = resources.filter((resource) => resource !== "*").map(show);
    const all = named.filter(isWholeKind);
    const written = actions.map(show).filter((action) => !action.endsWith(":*") && action !== "*");
    return [
      ...(named.length === 0 ? [] : matches(written, escalatingActions)).map((action) => ({
        policy,
        key: action,
        message: `lets its role get more rights than it has: ${action}`,
        step: `${action} → ${named.join(", ")}`,
      })),
      ...(all.length === 0 ? [] : matches(written, readingActions)).map((action) => ({
        policy,
        key: action,
        message: `lets its role read what all others keep: ${action}`,
        step: `${action} → ${all.join(", ")}`,
      })),
    ];
  });
  return [...new Map(faults.map((fault) => [fault.key, fault])).values()];
}

function passingFaults(policies: readonly InlinePolicy[]): readonly Fault[] {
  const launching = policies.flatMap((policy) =>
    allowing(policy).flatMap(({ actions }) => matches(actions.map(show), launchingActions)),
  );
  const [first] = [...launching].sort();
  if (first === undefined) return [];
  return policies.flatMap((policy) => {
    const passing = allowing(policy).find(
      ({ actions, resources }) =>
        matches(actions.map(show), ["iam:PassRole"]).length > 0 && resources.some((each) => isAnyRole(show(each))),
    );
    if (!passing) return [];
    const message = `lets its role start something with any role: iam:PassRole and ${first}`;
    return [{ policy, key: "iam:PassRole", message, step: `iam:PassRole → any role, ${first}` }];
  });
}

function allowing({ statements = [] }: InlinePolicy): readonly PolicyStatement[] {
  return statements.filter(({ effect }) => effect === "Allow");
}

function matches(written: readonly string[], actions: readonly string[]): readonly string[] {
  return [...new Set(written.flatMap((action) => allowedBy(action, actions)))];
}

function isAnyRole(resource: string): boolean {
  return resource === "*" || resource.endsWith(":role/*");
}

/** Whether an ARN means everything of its kind: every secret, every bucket or its objects, every parameter. */
function isWholeKind(resource: string): boolean {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(\*(\/\*)?|(key|parameter|secret|table)[:/]\*)$/.test(resource);
}
