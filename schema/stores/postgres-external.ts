import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A PostgreSQL that somebody else runs, and that is only reached. */
export type PostgresExternal = StoreOf<"postgres", "external", "host" | "port" | "cidrs" | "secret" | "variable">;

/** A host, and a secret whose text is the connection URL. */
export const postgresExternal: StoreShape = {
  required: ["host", "secret"],
  defaults: { port: 5432, cidrs: [], variable: "DATABASE_URL" },
  optional: [],
  variables: (_, { variable }) => (variable === undefined ? [] : [variable]),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
