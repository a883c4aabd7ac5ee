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
    // The digest of the index for all platforms: nobody can move it.
    image: {
      external: "docker.io/library/postgres",
      tag: "17.6",
      digest: "sha256:00bc86618629af00d2937fdc5a5d63db3ff8450acf52f0636ec813c7f4902929",
    },
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
