import { isTemplate } from "../../schema/graph/value.ts";
import { tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
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
      const allows = statements.filter(({ effect }) => effect === "Allow");
      const [principal] = allows.flatMap(openPrincipals);
      if (principal === undefined)
        return {
          proof: `trust policy → Allow ${namesOf(allows.flatMap(({ principals }) => principals.flatMap(({ identifiers }) => identifiers.map(show))))}`,
        };
      return [
        {
          key: label(role),
          message: `the role "${label(role)}" can be assumed by ${principal === "*" ? "everybody" : "a whole account"}`,
          expected: "named principals, or a condition",
          actual: principal,
          seen: `trust policy → Allow ${principal}`,
        },
      ];
    });
  },
});

/** A condition narrows a whole account down; nothing that is written here narrows down the world. */
function openPrincipals({ principals, conditions }: PolicyStatement): string[] {
  const identifiers = principals.filter(({ type }) => type !== "Service").flatMap((principal) => principal.identifiers);
  return identifiers.filter((each) => each === "*" || (isAccount(each) && conditions.length === 0)).map(show);
}

/** `arn:aws:iam::111122223333:root`, or the number alone. */
function isAccount(identifier: unknown): boolean {
  const end = isTemplate(identifier) ? identifier.$template.at(-1) : identifier;
  return typeof end === "string" && /:root$|^\d{12}$/.test(end);
}
