import { tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { openPrincipals } from "../facts/open-principals.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label } from "../facts/spec-item.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
import { defineRule } from "../rule.ts";

/** A role says who may assume it. */
export const iamTrustNoWildcard = defineRule({
  id: "iam-trust-no-wildcard",
  title: "No role can be assumed by everybody",
  group: "identity",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "With the principal `*` every AWS account can take the role. A whole account as the principal lets everything in it do so that may call STS, whatever it was made for.",
  remediation: "Trust follows from what a role is for, so this is a fault of the compiler: report it, with the spec.",
  anchors: [tool("Checkov", "CKV_AWS_60"), tool("Checkov", "CKV_AWS_61"), tool("Checkov", "CKV_AWS_283")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return judgeNodes(graph.resources("aws_iam_role"), (role) => {
      const statements = facts.statementsOf(role.config.assumeRolePolicy);
      if (!statements) return { unknown: unreadTrust(facts, role) };
      const open = statements.flatMap((statement) => openPrincipals(graph, statement));
      const principal = open.find(({ is }) => is !== "unknown");
      if (!principal && open.length > 0) return { unknown: "whom a role trusts is known only at apply" };
      if (!principal) return { proof: `trust policy → Allow ${namesOf(statements.flatMap(trustedBy))}` };
      return [
        {
          key: label(role),
          message: `the role "${label(role)}" can be assumed by ${principal.is === "everybody" ? "everybody" : "a whole account"}`,
          expected: "named principals, or a condition that names some of the account",
          actual: principal.written,
          seen: `trust policy → Allow ${principal.written}`,
        },
      ];
    });
  },
});

function trustedBy({ effect, principals }: PolicyStatement): readonly string[] {
  return effect === "Allow" ? principals.flatMap(({ identifiers }) => identifiers.map(show)) : [];
}
