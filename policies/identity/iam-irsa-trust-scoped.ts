import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { eksBestPractice } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { irsaFaults } from "../facts/irsa-faults.ts";
import { claimConditions, type IrsaTrust } from "../facts/irsa-trust.ts";
import { show } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A role for service accounts names exactly one cluster, one audience and exact subjects. */
export const iamIrsaTrustScoped = defineRule({
  id: "iam-irsa-trust-scoped",
  title: "A workload role trusts exact service accounts of this cluster",
  group: "identity",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A trust policy without a subject, or with a wildcard in it, lets any pod of the cluster assume the role; without the audience, a token made for something else will do; with another cluster's provider, that cluster's pods.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    eksBestPractice(
      "Scope the IAM Role trust policy for IRSA Roles to the service account name, namespace, and cluster",
      "identity-and-access-management",
    ),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return graph.resources("aws_iam_role").flatMap((role) => judge(graph, facts, role));
  },
});

function judge(graph: ResourceGraph, facts: Facts, role: TerraformNode<"aws_iam_role">): readonly RuleResult[] {
  const target = specItem(role.origin);
  const resource = role.address;
  const trusts = facts.irsaTrusts(role);
  if (!trusts) return [{ verdict: "not-evaluated", target, reason: unreadTrust(facts, role), resource }];
  const results = trusts.map((trust) => ({ trust, faults: irsaFaults(graph, trust) }));
  const faults = new Map(results.flatMap((each) => each.faults).map((fault) => [fault.about, fault]));
  if (faults.size > 0)
    return [...faults.values()].map(
      ({ about, message, expected, actual }): RuleResult =>
        about === "unknown"
          ? { verdict: "not-evaluated", target, reason: message, resource }
          : {
              verdict: "not-compliant",
              target,
              key: `${label(role)}:${about}`,
              message: `role "${label(role)}" ${message}`,
              expected,
              actual,
              evidence: [`role ${label(role)} → trust policy → ${actual}`],
              resource,
            },
    );
  const named = trusts.filter(({ providers }) => providers.length > 0);
  const evidence = named.map((trust) => `role ${label(role)} → trust policy → ${trustText(trust)}`);
  return named.length > 0 ? [{ verdict: "compliant", target, evidence, resource }] : [];
}

/** Whom a trust admits: `sub system:serviceaccount:shop:api, aud sts.amazonaws.com`. */
function trustText(trust: IrsaTrust): string {
  const claims = (["sub", "aud"] as const).map((claim) => {
    const conditions = claimConditions(trust, claim);
    return `${claim} ${conditions.flatMap(({ test, values }) => `${test} ${values.map(show).join(", ")}`).join(", ")}`;
  });
  return claims.join(", ");
}
