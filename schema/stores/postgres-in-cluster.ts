import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A PostgreSQL in the cluster: one pod with a volume, and dumps on another. */
export type PostgresInCluster = StoreOf<
  "postgres",
  "in-cluster",
  "backups" | "image" | "namespace" | "resources" | "storage",
  "nodePool" | "secret" | "storageClass"
>;

/** Everything has a careful default. */
export const postgresInCluster: StoreShape = {
  required: [],
  defaults: {
    image: { external: "public.ecr.aws/docker/library/postgres", tag: "17.6" },
    storage: "20Gi",
    resources: { cpu: "250m", memory: "512Mi" },
    backups: { schedule: "0 3 * * *", retention: "14d" },
  },
  optional: ["namespace", "nodePool", "secret", "storageClass"],
  variables: (name) => ["HOST", "NAME", "PASSWORD", "PORT", "USER"].map((end) => `${variableStem(name)}_${end}`),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
