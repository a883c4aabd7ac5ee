import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { ref } from "../../schema/graph/graph.ts";
import { text } from "../../schema/graph/value.ts";
import { clientVariable } from "../../schema/uses/user-pool.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html */
const read = [
  "cognito-idp:AdminGetUser",
  "cognito-idp:AdminListGroupsForUser",
  "cognito-idp:DescribeUserPool",
  "cognito-idp:GetGroup",
  "cognito-idp:ListGroups",
  "cognito-idp:ListUsers",
  "cognito-idp:ListUsersInGroup",
];
/** Not AdminSetUserPassword: whoever sets passwords can be anybody. A reset sends its code to the user. */
const write = [
  "cognito-idp:AdminAddUserToGroup",
  "cognito-idp:AdminCreateUser",
  "cognito-idp:AdminDeleteUser",
  "cognito-idp:AdminDisableUser",
  "cognito-idp:AdminEnableUser",
  "cognito-idp:AdminRemoveUserFromGroup",
  "cognito-idp:AdminResetUserPassword",
  "cognito-idp:AdminUpdateUserAttributes",
  "cognito-idp:AdminUserGlobalSignOut",
];

/** The actions that each verb gives on a pool. Who only connects calls what Cognito offers to everybody. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  read,
  write,
  "read-write": [...read, ...write].sort(),
};

/** What it takes to sign people in and to check their tokens, and the actions of the verb on that pool. */
export const useUserPool: UseCompiler = ({ context, data, target, verb }) => {
  const compiled = data.userPools[target];
  if (!compiled) return nothing;
  const { pool, clients } = compiled;
  const stem = variableStem(target);
  const actions = actionsOf[verb];
  return {
    ...nothing,
    environment: {
      [`${stem}_ISSUER`]: text`https://cognito-idp.${context.region}.amazonaws.com/${ref(pool, "id")}`,
      [`${stem}_USER_POOL_ID`]: ref(pool, "id"),
      ...Object.fromEntries(
        Object.entries(clients).map(([client, node]) => [clientVariable(target, client), ref(node, "id")]),
      ),
    },
    statements: actions
      ? [{ sid: `UserPool${target.replaceAll("-", "")}`, actions, resources: [ref(pool, "arn")] }]
      : [],
    reach: [{ to: "aws", service: "cognito-idp" }],
  };
};
