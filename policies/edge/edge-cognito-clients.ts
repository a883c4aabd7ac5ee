import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownFlag, knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Applications never see a password, and a sign-in page tells nobody who has an account. */
export const edgeCognitoClients = defineRule({
  id: "edge-cognito-clients",
  title: "Applications sign users in without handling passwords or telling names",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A flow that sends the password shows it to the application and its logs; the implicit flow leaves tokens in the history of a browser. An answer that tells a wrong name from a wrong password lists the users for whoever asks, and a token that cannot be revoked outlives the sign-out.",
  remediation:
    "Take `explicitAuthFlows`, `allowedOauthFlows`, `preventUserExistenceErrors` and `enableTokenRevocation` of the client out of `overrides`: every client is made with care.",
  anchors: [
    awsDocs(
      "Cognito: authentication flows",
      "cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html",
    ),
    awsDocs(
      "Cognito: managing user existence error responses",
      "cognito/latest/developerguide/cognito-user-pool-managing-errors.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {
    passwordFlows: [
      "ADMIN_NO_SRP_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "USER_PASSWORD_AUTH",
    ],
  },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_cognito_user_pool_client"), (client) =>
      judge(graph, client, parameters.passwordFlows),
    );
  },
});

function judge(
  graph: ResourceGraph,
  { config, origin }: TerraformNode<"aws_cognito_user_pool_client">,
  passwordFlows: readonly string[],
): NodeVerdict {
  const name = String(origin.at(-1));
  const flows = items<unknown>(config.explicitAuthFlows)?.map((flow) => knownText(graph, flow));
  const oauth = items<unknown>(config.allowedOauthFlows)?.map((flow) => knownText(graph, flow));
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
  const existence = knownText(graph, config.preventUserExistenceErrors ?? "LEGACY");
  const revocation = knownFlag(graph, config.enableTokenRevocation ?? true);
  const fault = (key: string, message: string, expected: string, actual: string): NodeFault => ({
    setting: origin.slice(2),
    key: `${name}:${key}`,
    message: `client "${name}" ${message}`,
    expected,
    actual,
  });
  const sent = flows?.filter((flow) => flow !== undefined && passwordFlows.includes(flow)) ?? [];
  const faults = [
    ...(sent.length > 0
      ? [
          fault(
            "password",
            "sends passwords",
            "ALLOW_USER_SRP_AUTH alone",
            `explicit_auth_flows with ${sent.join(", ")}`,
          ),
        ]
      : []),
    ...(oauth?.includes("implicit")
      ? [
          fault(
            "implicit",
            "is given tokens in an address",
            "allowed_oauth_flows = code",
            "allowed_oauth_flows with implicit",
          ),
        ]
      : []),
    ...(existence === "LEGACY"
      ? [
          fault(
            "existence",
            "tells who has an account",
            "prevent_user_existence_errors = ENABLED",
            "prevent_user_existence_errors = LEGACY",
          ),
        ]
      : []),
    ...(revocation === false
      ? [
          fault(
            "revocation",
            "has tokens that cannot be revoked",
            "enable_token_revocation = true",
            "enable_token_revocation = false",
          ),
        ]
      : []),
  ];
  if (faults.length > 0) return faults;
  if (!flows || flows.includes(undefined) || !oauth || oauth.includes(undefined))
    return { unknown: "its flows are known only at apply" };
  if (existence === undefined || revocation === undefined) return { unknown: "a flag of it is known only at apply" };
  return { proof: `${flows.join(", ")}, prevent_user_existence_errors = ${existence}` };
}
