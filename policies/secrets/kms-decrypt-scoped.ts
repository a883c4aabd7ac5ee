import { fsbp } from "../anchors.ts";
import { actionTable } from "../facts/action-patterns.ts";
import { namesOf } from "../facts/evidence.ts";
import { show } from "../facts/known.ts";
import { isScopedByCondition } from "../facts/narrowing-conditions.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { wholeFor } from "../facts/resource-scope.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { administering, allowedIn } from "../facts/statement-dangers.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * A role decrypts with the keys that it needs, and with no others of the account. Every key without a condition is found
 * by `iam-no-escalation-or-exfiltration` and `iam-no-wildcard-resources`: what is left is every key with a condition,
 * which both let through.
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
  parameters: { actions: ["kms:CreateGrant", "kms:Decrypt", "kms:ReEncryptFrom"] },
  check({ facts, parameters }) {
    const meant = actionTable(parameters.actions);
    const decrypts = (statement: PolicyStatement): readonly string[] =>
      administering(statement).length > 0 ? [] : allowedIn(statement).filter((action) => meant(action).length > 0);
    return facts.inlinePolicies.flatMap((policy): RuleResult[] => {
      const { statements, address: resource } = policy;
      const target = specItem(policy.origin);
      if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
      const own = statements.filter((statement) => decrypts(statement).length > 0);
      if (own.length === 0) return [];
      const who = `role policy ${label(policy)}`;
      const everywhere = own.filter(({ resources }) => wholeFor("kms:Decrypt", resources).length > 0);
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
