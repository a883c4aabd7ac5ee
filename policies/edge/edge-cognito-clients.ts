import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownFlag, knownText, show } from "../facts/known.ts";
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
    "A flow that sends the password shows it to the application and its logs; the implicit flow leaves tokens in the history of a browser, and plain HTTP leaves the code on the way. A secret of a client stands in Terraform's state. An answer that tells a wrong name from a wrong password lists the users for whoever asks, and a token that cannot be revoked outlives the sign-out.",
  remediation:
    "Take `explicitAuthFlows`, `allowedOauthFlows`, `generateSecret`, `preventUserExistenceErrors` and `enableTokenRevocation` of the client out of `overrides`: every client is made with care. Let `callbackUrls` begin with https.",
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

/** One thing that a client should not do. */
interface Flaw {
  readonly key: string;
  /** Whether it does; `undefined` when that is known only at apply. */
  readonly isThere: boolean | undefined;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

function judge(
  graph: ResourceGraph,
  { config, origin }: TerraformNode<"aws_cognito_user_pool_client">,
  passwordFlows: readonly string[],
): NodeVerdict {
  const name = String(origin.at(-1));
  const flaws = flawsOf(graph, config, passwordFlows);
  const faults = flaws
    .filter(({ isThere }) => isThere)
    .map(
      ({ key, message, expected, actual }): NodeFault => ({
        setting: origin.slice(2),
        key: `${name}:${key}`,
        message: `client "${name}" ${message}`,
        expected,
        actual,
      }),
    );
  if (faults.length > 0) return faults;
  if (flaws.some(({ isThere }) => isThere === undefined)) return { unknown: "a setting of it is known only at apply" };
  const flows = (items<unknown>(config.explicitAuthFlows) ?? []).map(show);
  return { proof: `${flows.join(", ")}, prevent_user_existence_errors = ENABLED` };
}

function flawsOf(
  graph: ResourceGraph,
  config: TerraformNode<"aws_cognito_user_pool_client">["config"],
  passwordFlows: readonly string[],
): readonly Flaw[] {
  const flows = textsOf(graph, config.explicitAuthFlows);
  const oauth = textsOf(graph, config.allowedOauthFlows);
  const urls = textsOf(graph, config.callbackUrls);
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
  const existence = knownText(graph, config.preventUserExistenceErrors ?? "LEGACY");
  const revocation = knownFlag(graph, config.enableTokenRevocation ?? true);
  const sent = flows.known.filter((flow) => passwordFlows.includes(flow));
  const plain = urls.known.filter(isPlain);
  return [
    {
      key: "password",
      isThere: found(sent.length > 0, flows),
      message: "sends passwords",
      expected: "ALLOW_USER_SRP_AUTH alone",
      actual: `explicit_auth_flows with ${sent.join(", ")}`,
    },
    {
      key: "implicit",
      isThere: found(oauth.known.includes("implicit"), oauth),
      message: "is given tokens in an address",
      expected: "allowed_oauth_flows = code",
      actual: "allowed_oauth_flows with implicit",
    },
    {
      key: "existence",
      isThere: existence === undefined ? undefined : existence === "LEGACY",
      message: "tells who has an account",
      expected: "prevent_user_existence_errors = ENABLED",
      actual: "prevent_user_existence_errors = LEGACY",
    },
    {
      key: "revocation",
      isThere: revocation === undefined ? undefined : !revocation,
      message: "has tokens that cannot be revoked",
      expected: "enable_token_revocation = true",
      actual: "enable_token_revocation = false",
    },
    {
      key: "secret",
      isThere: knownFlag(graph, config.generateSecret ?? false),
      message: "has a secret, which is in Terraform's state",
      expected: "no secret",
      actual: "generate_secret = true",
    },
    {
      key: "callback",
      isThere: found(plain.length > 0, urls),
      message: "is given codes over plain HTTP",
      expected: "https URLs",
      actual: `callback_urls with ${plain.join(", ")}`,
    },
  ];
}

interface Texts {
  readonly known: readonly string[];
  readonly isComplete: boolean;
}

function textsOf(graph: ResourceGraph, list: readonly unknown[] | object | undefined): Texts {
  const texts = items<unknown>(list)?.map((text) => knownText(graph, text)) ?? [undefined];
  return { known: texts.filter((text) => text !== undefined), isComplete: !texts.includes(undefined) };
}

/** What is found is there; what is not may be among what is known only at apply. */
function found(isFound: boolean, { isComplete }: Texts): boolean | undefined {
  return isFound || (isComplete ? false : undefined);
}

/** On the way to the machine itself nobody listens. https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
function isPlain(url: string): boolean {
  return /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))/i.test(url);
}
