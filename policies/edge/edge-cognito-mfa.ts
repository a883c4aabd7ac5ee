import { fsbp, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A stolen password alone does not sign in, for whoever wants that. */
export const edgeCognitoMfa = defineRule({
  id: "edge-cognito-mfa",
  title: "User pools have a second factor",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Passwords are used twice and leak elsewhere. Where a pool has no second factor, not even those who want one can protect their account.",
  remediation: "Set `mfa` of the user pool to `optional`, or to `required` where everybody signs in by password.",
  fixable: true,
  anchors: [fsbp("Cognito.5"), tool("cdk-nag", "COG2")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { accepted: ["ON", "OPTIONAL"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_cognito_user_pool"), (pool) => {
      const mfa = knownText(graph, pool.config.mfaConfiguration ?? "OFF");
      if (mfa === undefined) return { unknown: "whether it has a second factor is known only at apply" };
      if (parameters.accepted.includes(mfa)) return { proof: `mfa_configuration = ${mfa}` };
      return [
        {
          setting: ["mfa"],
          key: "mfa",
          message: `user pool "${label(pool)}" asks for a password and nothing else`,
          expected: `mfa_configuration = ${parameters.accepted.join(" or ")}`,
          actual: `mfa_configuration = ${mfa}`,
          ...(mfa === "OFF" && parameters.accepted.includes("OPTIONAL") && { fix: "optional" }),
        },
      ];
    });
  },
});
