import type { PostgresExternal } from "../../schema/stores/postgres-external.ts";
import type { RedisExternal } from "../../schema/stores/redis-external.ts";
import type { StoreCompiler } from "./compiled-store.ts";

/** Nothing is made: services get the connection URL, and a way out. */
export const urlExternal: StoreCompiler<PostgresExternal | RedisExternal> = {
  compile({ store: { variable, secret, cidrs, port }, place }) {
    const source = place.secrets[secret];
    return {
      nodes: [],
      environment: {},
      secrets: source ? [{ variable, source }] : [],
      reach: [{ to: "addresses", cidrs, port }],
      statements: () => [],
    };
  },
};
