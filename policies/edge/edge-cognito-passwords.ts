import { count } from "../../schema/count.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

const classes = ["requireLowercase", "requireNumbers", "requireSymbols", "requireUppercase"] as const;

/** A password of a user pool is not in the list that everybody tries. */
export const edgeCognitoPasswords = defineRule({
  id: "edge-cognito-passwords",
  title: "User pools ask for long and mixed passwords",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A sign-in page is open to the internet, and short passwords are guessed there first. A first password that is valid for long stays in somebody's mail.",
  remediation:
    "Set `passwordPolicy.minLength` of the user pool, and take `passwordPolicy` out of `overrides`: all four kinds of characters are asked for, and first passwords end after three days.",
  anchors: [fsbp("Cognito.3"), tool("cdk-nag", "COG1")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { fewestCharacters: 8, mostTemporaryDays: 7 },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_cognito_user_pool"), (pool) => {
      const policy = (pool.config.passwordPolicy ?? {}) as Readonly<Record<string, unknown>>;
      const { weak, unknown } = weaknesses(graph, policy, parameters);
      if (weak.length > 0)
        return weak.map(({ key, actual, expected }) => ({
          ...(key === "length" && { setting: ["passwordPolicy", "minLength"] }),
          key,
          message: `user pool "${label(pool)}" takes weak passwords: ${actual}`,
          expected,
          actual,
        }));
      if (unknown) return { unknown: "its password policy is known only at apply" };
      return {
        proof:
          Object.keys(policy).length === 0
            ? "password_policy not set: Cognito's own, eight characters of four kinds"
            : `minimum_length = ${String(policy["minimumLength"] ?? 8)}, and four kinds of characters`,
      };
    });
  },
});

interface Limits {
  readonly fewestCharacters: number;
  readonly mostTemporaryDays: number;
}

/** Without a policy Cognito has its own: eight characters of all four kinds, and first passwords for seven days. */
function weaknesses(graph: ResourceGraph, policy: Readonly<Record<string, unknown>>, limits: Limits) {
  const hasNone = Object.keys(policy).length === 0;
  const value = (name: string, ofCognito: unknown) => known(graph, policy[name] ?? ofCognito);
  const length = value("minimumLength", 8);
  const days = value("temporaryPasswordValidityDays", 7);
  const kinds = classes.map((name) => ({ name, asks: value(name, hasNone) }));
  return {
    unknown: [length, days, ...kinds.map(({ asks }) => asks)].includes(undefined),
    weak: [
      ...(Number(length) < limits.fewestCharacters
        ? [
            {
              key: "length",
              expected: `${count(limits.fewestCharacters, "character")} or more`,
              actual: count(Number(length), "character"),
            },
          ]
        : []),
      ...kinds
        .filter(({ asks }) => asks === false)
        .map(({ name }) => ({
          key: name.replace("require", "").toLowerCase(),
          expected: "lower and upper case, digits and symbols",
          actual: `no ${name.replace("require", "").toLowerCase()} asked for`,
        })),
      ...(Number(days) > limits.mostTemporaryDays
        ? [
            {
              key: "temporary",
              expected: `first passwords for ${count(limits.mostTemporaryDays, "day")} or fewer`,
              actual: `first passwords for ${count(Number(days), "day")}`,
            },
          ]
        : []),
    ],
  };
}
