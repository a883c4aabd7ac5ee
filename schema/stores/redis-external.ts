import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A Redis that somebody else runs, and that is only reached. */
export type RedisExternal = StoreOf<"redis", "external", "host" | "port" | "cidrs" | "secret" | "variable">;

/** A host, and a secret whose text is the connection URL. */
export const redisExternal: StoreShape = {
  required: ["host", "secret"],
  defaults: { port: 6379, cidrs: [], variable: "REDIS_URL" },
  optional: [],
  variables: (_, { variable }) => (variable === undefined ? [] : [variable]),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
