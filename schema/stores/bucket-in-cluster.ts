import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A bucket of a MinIO in the cluster. */
export type BucketInCluster = StoreOf<
  "bucket",
  "in-cluster",
  "image" | "namespace" | "resources" | "storage",
  "nodePool" | "secret" | "storageClass"
>;

/** Everything has a careful default. */
export const bucketInCluster: StoreShape = {
  required: [],
  defaults: {
    image: { external: "docker.io/minio/minio", tag: "RELEASE.2025-09-07T16-13-09Z" },
    storage: "20Gi",
    resources: { cpu: "100m", memory: "512Mi" },
  },
  optional: ["namespace", "nodePool", "secret", "storageClass"],
  variables: (name) => ["ACCESS_KEY", "BUCKET", "ENDPOINT", "SECRET_KEY"].map((end) => `${variableStem(name)}_${end}`),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
