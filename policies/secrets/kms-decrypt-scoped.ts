import { fsbp } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { isScopedByCondition } from "../facts/unscoped-actions.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * A role decrypts with the keys that it needs, and with no others of the account. `*` without a condition is found by
 * `iam-no-wildcard-resources`, and an ARN of every key by `iam-no-escalation-or-exfiltration`: what is left is `*` with
 * a condition, which both let through.
 */
export const kmsDecryptScoped = defineRule({
  id: "kms-decrypt-scoped",
  title: "No role decrypts with every key",
  group: "secrets",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Keys keep the data of systems apart. A condition on the service that a role calls through (`kms:ViaService`) still leaves it the data of every other system in that service, with keys that are made tomorrow, too.",
  remediation:
    "Rights follow from `uses` and `secrets` and name their key: take a policy that names none out of `overrides`.",
  anchors: [fsbp("KMS.2")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { actions: ["*", "kms:*", "kms:Decrypt", "kms:Decrypt*", "kms:ReEncrypt*", "kms:ReEncryptFrom"] },
  check({ facts, parameters }) {
    const decrypts = ({ effect, actions }: PolicyStatement): readonly string[] =>
      effect === "Allow" ? actions.map(show).filter((action) => parameters.actions.includes(action)) : [];
    return facts.inlinePolicies.flatMap((policy): RuleResult[] => {
      const { statements, address: resource } = policy;
      const target = specItem(policy.origin);
      if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
      const own = statements.filter((statement) => decrypts(statement).length > 0);
      if (own.length === 0) return [];
      const who = `role policy ${label(policy)}`;
      const everywhere = own.filter(({ resources }) => resources.includes("*"));
      const wide = everywhere.filter(isScopedByCondition);
      if (wide.length === 0 && everywhere.length > 0) return [];
      if (wide.length === 0) {
        const keys = namesOf(own.flatMap(({ resources }) => resources.map(show)));
        return [{ verdict: "compliant", target, evidence: [`${who} → kms:Decrypt → ${keys}`], resource }];
      }
      const actions = [...new Set(wide.flatMap(decrypts))];
      return actions.map((action) => ({
        verdict: "not-compliant",
        target,
        key: `${label(policy)}:${action}`,
        message: `policy "${label(policy)}" allows ${action} with every key`,
        expected: "the ARNs of its keys",
        actual: `${action} on *, with a condition`,
        evidence: [`${who} → Allow ${action} → *, with a condition`],
        resource,
      }));
    });
  },
});
