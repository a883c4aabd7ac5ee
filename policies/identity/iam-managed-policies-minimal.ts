import { eksBestPractice } from "../anchors.ts";
import { administratorPolicies, expectedPolicies } from "../facts/expected-policies.ts";
import { nodeRoles } from "../facts/role-bindings.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * A ready-made policy is there where a part of the system cannot do without it. Those of nodes are
 * `iam-node-role-minimal`'s, and those that administer the account `iam-no-admin`'s.
 */
export const iamManagedPoliciesMinimal = defineRule({
  id: "iam-managed-policies-minimal",
  title: "Roles have no managed policies but those that their task needs",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "AWS's policies are made for everybody, so they are about every bucket or secret of the account, and what they allow grows without a review. What a policy of the account allows is in no spec at all.",
  remediation: "Take the policy out of `overrides`, and declare what a service needs under `uses`.",
  anchors: [eksBestPractice("Grant least privileged access to applications", "identity-and-access-management")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { allowedPolicies: [] as readonly string[] },
  check({ graph, facts, parameters }) {
    const ofNodes = nodeRoles(graph);
    return facts.managedPolicies.flatMap(({ name, role, origin, address: resource }): RuleResult[] => {
      const target = specItem(origin);
      const isOfNodes = target[1] === "nodePools" || (role !== undefined && ofNodes.has(role));
      if (isOfNodes || administratorPolicies.includes(String(name))) return [];
      if (name === undefined)
        return [{ verdict: "not-evaluated", target, reason: "the policy's name is known only at apply", resource }];
      const evidence = [`${role ? `role ${role}` : resource} → managed policy ${name}`];
      const allowed = [...expectedPolicies(target), ...parameters.allowedPolicies];
      if (allowed.includes(name)) return [{ verdict: "compliant", target, evidence, resource }];
      return [
        {
          verdict: "not-compliant",
          target,
          key: `policy:${name}`,
          message: `a role of "${target.at(-1)}" has the policy "${name}", which its task does not need`,
          expected: allowed.length > 0 ? `nothing but ${allowed.join(", ")}` : "no managed policy",
          actual: name,
          evidence,
          resource,
        },
      ];
    });
  },
});
