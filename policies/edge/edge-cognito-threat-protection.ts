import { securityHub, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Cognito refuses passwords that are known to be stolen, and sign-ins that look like a takeover. */
export const edgeCognitoThreatProtection = defineRule({
  id: "edge-cognito-threat-protection",
  title: "User pools act on stolen passwords and takeovers",
  group: "edge",
  severity: "medium",
  profile: "regulated",
  stage: "graph",
  rationale:
    "Lists of stolen passwords are tried on every sign-in page. Threat protection knows those lists and the usual places of a user, and asks for a second factor or refuses. It has a price for each user.",
  remediation: "Set `threatProtection` of the user pool to `enforced`.",
  anchors: [securityHub("Cognito.1"), tool("cdk-nag", "COG3")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_cognito_user_pool"), (pool) => {
      const { advancedSecurityMode = "OFF" } = (pool.config.userPoolAddOns ?? {}) as {
        readonly advancedSecurityMode?: unknown;
      };
      const mode = knownText(graph, advancedSecurityMode);
      if (mode === undefined) return { unknown: "its threat protection is known only at apply" };
      if (mode === "ENFORCED") return { proof: "advanced_security_mode = ENFORCED" };
      return [
        {
          setting: ["threatProtection"],
          key: "threats",
          message: `user pool "${label(pool)}" ${mode === "AUDIT" ? "only reports" : "does not look for"} stolen passwords and takeovers`,
          expected: "advanced_security_mode = ENFORCED",
          actual: `advanced_security_mode = ${mode}`,
        },
      ];
    });
  },
});
