import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A Redis in the cluster: one pod, or from three shards on a Redis cluster. */
export type RedisInCluster = StoreOf<
  "redis",
  "in-cluster",
  "image" | "namespace" | "replicas" | "resources" | "shards" | "storage",
  "nodePool" | "secret" | "storageClass"
>;

/** Everything has a careful default. */
export const redisInCluster: StoreShape = {
  required: [],
  defaults: {
    // The digest of the index for all platforms: nobody can move it.
    image: {
      external: "docker.io/library/redis",
      tag: "7.4.6",
      digest: "sha256:a9cc41d6d01da2aa26c219e4f99ecbeead955a7b656c1c499cce8922311b2514",
    },
    storage: "20Gi",
    resources: { cpu: "100m", memory: "512Mi" },
    shards: 1,
    replicas: 0,
  },
  optional: ["namespace", "nodePool", "secret", "storageClass"],
  variables: (name, { shards = 1 }) =>
    [...(shards > 1 ? ["CLUSTER"] : []), "HOST", "PASSWORD", "PORT"].map((end) => `${variableStem(name)}_${end}`),
  inDataTier: false,
  needsAwsIdentity: false,
  deliversSecrets: true,
};
