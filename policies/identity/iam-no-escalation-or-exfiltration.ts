import { compareText } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import { fsbp, tool } from "../anchors.ts";
import { launchingActions } from "../facts/dangerous-actions.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { allowedIn, type Danger, dangersOf } from "../facts/statement-dangers.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * No role can get more than it was given, nor read all of a kind of what others keep. What administers the account, and
 * all that a service offers, is found by `iam-no-admin` and `iam-no-wildcard-actions`: one mistake is one finding.
 */
export const iamNoEscalationOrExfiltration = defineRule({
  id: "iam-no-escalation-or-exfiltration",
  title: "No role can widen rights, or read what all others keep",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Some actions are worth all others: who may write a role's policy, or start something with any role, has every right there is. Who may write the policy of a key or a bucket can let anybody in, and who may read every secret has no need of rights.",
  remediation:
    "Grants follow from `uses` and name what they are on. Remove an entry under `overrides` that adds such an action.",
  anchors: [
    fsbp("KMS.2"),
    tool("Checkov", "CKV_AWS_286"),
    tool("Checkov", "CKV_AWS_287"),
    tool("Checkov", "CKV_AWS_288"),
    tool("Checkov", "CKV_AWS_289"),
    tool("Checkov", "CKV_AWS_107"),
    tool("Checkov", "CKV_AWS_108"),
    tool("Checkov", "CKV_AWS_109"),
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
  const unread = policies.flatMap((policy): RuleResult[] =>
    policy.unread === undefined
      ? []
      : [
          {
            verdict: "not-evaluated",
            target: specItem(policy.origin),
            reason: `the policy ${policy.unread}`,
            resource: policy.address,
          },
        ],
  );
  const dangers = policies.flatMap((policy) =>
    (policy.statements ?? []).flatMap(dangersOf).map((danger) => ({ policy, danger })),
  );
  const faults = dangers.map(({ policy, danger }) => faultOf(policy, danger, policies));
  const distinct = new Map(faults.map((fault) => [`${fault.policy.address}\n${fault.key}`, fault]));
  if (faults.length + unread.length > 0) return [...[...distinct.values()].map(toResult), ...unread];
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

const lets = {
  escalating: "lets its role get more rights than it has",
  sharing: "lets its role let others in",
  reading: "lets its role read what all others keep",
} as const;

function faultOf(policy: InlinePolicy, { action, means, kind, on }: Danger, all: readonly InlinePolicy[]): Fault {
  const step = `${action} → ${namesOf(on.map(show))}`;
  if (kind === "passing") return passingFault(policy, action, step, all);
  const [meant] = means;
  const name = means.length === 1 && meant === action ? action : `${action}, which is ${namesOf(means)}`;
  return { policy, key: action, message: `${lets[kind]}: ${name}`, step };
}

function passingFault(policy: InlinePolicy, action: string, step: string, all: readonly InlinePolicy[]): Fault {
  const launching = all.flatMap(({ statements = [] }) => statements.flatMap(allowedIn).flatMap(launchingActions));
  const [first] = [...launching].sort(compareText);
  return first === undefined
    ? { policy, key: action, message: `lets its role pass any role on: ${action}`, step }
    : {
        policy,
        key: action,
        message: `lets its role start something with any role: ${action} and ${first}`,
        step: `${step}, ${first}`,
      };
}
