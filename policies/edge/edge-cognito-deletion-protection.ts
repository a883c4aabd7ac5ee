import { fsbp } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A plan that deletes all users stops at AWS. */
export const edgeCognitoDeletionProtection = defineRule({
  id: "edge-cognito-deletion-protection",
  title: "User pools cannot be deleted by mistake",
  group: "edge",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "Cognito gives passwords to nobody, so that a pool has no backup: once deleted, every user has to register again.",
  remediation: "Leave `deletionProtection` of the user pool at true.",
  fixable: true,
  anchors: [fsbp("Cognito.6")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_cognito_user_pool"), (pool) => {
      const protection = knownText(graph, pool.config.deletionProtection ?? "INACTIVE");
      if (protection === undefined) return { unknown: "whether it is protected is known only at apply" };
      if (protection === "ACTIVE") return { proof: "deletion_protection = ACTIVE" };
      return [
        {
          setting: ["deletionProtection"],
          key: "deletion",
          message: `user pool "${label(pool)}" can be deleted by a plan, with all its users`,
          expected: "deletion_protection = ACTIVE",
          actual: `deletion_protection = ${protection}`,
          fix: true,
        },
      ];
    });
  },
});
