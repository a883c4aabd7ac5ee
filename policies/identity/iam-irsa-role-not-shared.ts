import { groupBy } from "../../schema/group-by.ts";
import { eksBestPractice } from "../anchors.ts";
import { claimConditions } from "../facts/irsa-trust.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { subjectOf } from "../facts/service-accounts.ts";
import { label } from "../facts/spec-item.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
import { defineRule } from "../rule.ts";

/** One role, one service account. */
export const iamIrsaRoleNotShared = defineRule({
  id: "iam-irsa-role-not-shared",
  title: "No two service accounts share a role",
  group: "identity",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A shared role has the rights of all who use it, so each can do what only another needs, and the audit trail cannot tell them apart.",
  remediation: "Every service gets a role of its own, so this is a fault of the compiler: report it, with the spec.",
  anchors: [eksBestPractice("Use one IAM role per application", "identity-and-access-management")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const bound = groupBy([...facts.serviceAccounts.values()], ({ role }) => role?.address);
    return judgeNodes(graph.resources("aws_iam_role"), (role) => {
      const accounts = bound.get(role.address) ?? [];
      const trusts = facts.irsaTrusts(role)?.filter(({ isForeign }) => !isForeign);
      if (accounts.length === 0 && trusts?.length === 0) return undefined;
      if (!trusts) return { unknown: unreadTrust(facts, role) };
      const values = trusts.flatMap((trust) => claimConditions(trust, "sub").flatMap((claim) => claim.values));
      const trusted = values.map((value) => knownText(graph, value));
      // A subject that is not the account's own is broken (iam-irsa-wired), and not shared.
      const bySide = [accounts.map(subjectOf), trusted.filter((each) => each !== undefined)];
      const [subjects = []] = bySide
        .map((side) => [...new Set(side)].sort())
        .sort((left, right) => right.length - left.length);
      if (subjects.length > 1)
        return [
          {
            key: label(role),
            message: `the role "${label(role)}" is shared by ${subjects.length} service accounts`,
            expected: "one service account",
            actual: subjects.join(", "),
            seen: subjects.map((subject) => `trust policy → ${subject}`),
          },
        ];
      if (trusted.includes(undefined)) return { unknown: "the subject of a trust is known only at apply" };
      return { proof: `trust policy → ${subjects.join(", ") || "no subject"}` };
    });
  },
});
