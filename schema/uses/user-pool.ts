import { variableStem } from "../catalogue/variable-stem.ts";
import type { Usable } from "./usable.ts";

/** A user pool. To sign people in and to check their tokens (`connect`) needs no AWS identity; to administer it does. */
export const usableUserPool: Usable = {
  section: "userPools",
  kind: "user pool",
  verbs: ["connect", "read", "write", "read-write"],
  needsAwsIdentity: (_things, _name, verb) => verb !== "connect",
  variables: ({ userPools }, name) => [
    ...["ISSUER", "USER_POOL_ID"].map((end) => `${variableStem(name)}_${end}`),
    ...Object.keys(userPools[name]?.clients ?? {}).map((client) => clientVariable(name, client)),
  ],
  deliversSecrets: () => false,
};

/** The variable that holds the id of a client: `users` and `platform` give `USERS_PLATFORM_CLIENT_ID`. */
export function clientVariable(pool: string, client: string): string {
  return `${variableStem(pool)}_${variableStem(client)}_CLIENT_ID`;
}
