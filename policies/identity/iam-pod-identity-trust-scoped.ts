import { awsDocs } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { podIdentityFaults, podIdentityTrusts } from "../facts/pod-identity-trust.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label } from "../facts/spec-item.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
import { defineRule } from "../rule.ts";

/** A role for EKS Pod Identity names its cluster and its service account, as one for IRSA does. */
export const iamPodIdentityTrustScoped = defineRule({
  id: "iam-pod-identity-trust-scoped",
  title: "A Pod Identity role trusts one service account of this cluster",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "EKS hands a role out by an association, which whoever manages any cluster of the account can make. Unless the trust policy names the cluster and the service account, pods of other teams get the role by one call.",
  remediation: "No key of a spec can ask for it: take the trust policy out of `overrides`.",
  anchors: [awsDocs("EKS Pod Identity: create the role, with conditions", "eks/latest/userguide/pod-id-role.html")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    return judgeNodes(graph.resources("aws_iam_role"), (role): NodeVerdict | undefined => {
      const statements = facts.statementsOf(role.config.assumeRolePolicy);
      if (!statements) return { unknown: unreadTrust(facts, role) };
      const trusts = podIdentityTrusts(statements);
      if (trusts.length === 0) return undefined;
      const faults = trusts.flatMap((trust) => podIdentityFaults(graph, trust));
      const known = faults.filter(({ about }) => about !== "unknown");
      const [unknown] = faults;
      if (known.length === 0 && unknown) return { unknown: unknown.message };
      if (known.length === 0) return { proof: trusts.map((trust) => `trust policy → ${textOf(trust)}`) };
      return [...new Map(known.map((fault) => [fault.about, fault])).values()].map(
        ({ about, message, expected, actual }) => ({
          key: `${label(role)}:${about}`,
          message: `role "${label(role)}" ${message}`,
          expected,
          actual,
          seen: `trust policy → ${actual}`,
        }),
      );
    });
  },
});

function textOf({ conditions }: PolicyStatement): string {
  return conditions.map(({ variable, values }) => `${show(variable)} = ${values.map(show).join(", ")}`).join(", ");
}
