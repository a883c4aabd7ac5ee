import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A Valkey, which speaks as Redis does, that Amazon ElastiCache runs in the system's network. */
export type RedisElasticache = StoreOf<
  "redis",
  "elasticache",
  | "nodeType"
  | "port"
  | "version"
  | "shards"
  | "replicas"
  | "multiAz"
  | "backups"
  | "logRetention"
  | "deletionProtection"
>;

/** A node type; everything else has a careful default. */
export const redisElasticache: StoreShape = {
  required: ["nodeType"],
  defaults: {
    port: 6379,
    version: "8.2",
    shards: 1,
    replicas: 1,
    multiAz: true,
    backups: { retention: "14d" },
    logRetention: "90d",
    deletionProtection: true,
  },
  optional: [],
  variables: (name, { shards = 1 }) =>
    [...(shards > 1 ? ["CLUSTER"] : []), "HOST", "NAME", "PORT", "TLS", "USER"].map(
      (end) => `${variableStem(name)}_${end}`,
    ),
  inDataTier: true,
  needsAwsIdentity: true,
  deliversSecrets: false,
};
