import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A PostgreSQL that Amazon RDS runs in the system's network. */
export type PostgresRds = StoreOf<
  "postgres",
  "rds",
  "instance" | "port" | "storage" | "version" | "multiAz" | "backups" | "logRetention" | "deletionProtection"
>;

/** An instance class; everything else has a careful default. */
export const postgresRds: StoreShape = {
  required: ["instance"],
  defaults: {
    port: 5432,
    storage: "20Gi",
    version: "17",
    multiAz: true,
    backups: { retention: "14d" },
    logRetention: "90d",
    deletionProtection: true,
  },
  optional: [],
  variables: (name) => ["HOST", "NAME", "PASSWORD", "PORT", "USER"].map((end) => `${variableStem(name)}_${end}`),
  inDataTier: true,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
