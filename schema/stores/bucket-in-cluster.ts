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
    // The digest of the index for all platforms: nobody can move it.
    image: {
      external: "docker.io/minio/minio",
      tag: "RELEASE.2025-09-07T16-13-09Z",
      digest: "sha256:14cea493d9a34af32f524e538b8346cf79f3321eff8e708c1e2960462bd8936e",
    },
    storage: "20Gi",
    resources: { cpu: "100m", memory: "512Mi" },
  },
  optional: ["namespace", "nodePool", "secret", "storageClass"],
  variables: (name) => ["ACCESS_KEY", "BUCKET", "ENDPOINT", "SECRET_KEY"].map((end) => `${variableStem(name)}_${end}`),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
