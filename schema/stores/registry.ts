import { type BucketInCluster, bucketInCluster } from "./bucket-in-cluster.ts";
import { type BucketS3, bucketS3 } from "./bucket-s3.ts";
import { type PostgresExternal, postgresExternal } from "./postgres-external.ts";
import { type PostgresInCluster, postgresInCluster } from "./postgres-in-cluster.ts";
import { type PostgresRds, postgresRds } from "./postgres-rds.ts";
import { type RedisElasticache, redisElasticache } from "./redis-elasticache.ts";
import { type RedisExternal, redisExternal } from "./redis-external.ts";
import { type RedisInCluster, redisInCluster } from "./redis-in-cluster.ts";
import type { SpecStore, StoreShape } from "./store-shape.ts";

/** A store with every key of its kind and engine, and no other. */
export type Store =
  | BucketInCluster
  | BucketS3
  | PostgresExternal
  | PostgresInCluster
  | PostgresRds
  | RedisElasticache
  | RedisExternal
  | RedisInCluster;

/** Each kind of store with each engine, as `<kind>-<engine>`. */
export type StoresByType = { readonly [Each in Store as `${Each["kind"]}-${Each["engine"]}`]: Each };

/** What the language says of each. */
export const storeShapes: Readonly<Record<keyof StoresByType, StoreShape>> = {
  "bucket-in-cluster": bucketInCluster,
  "bucket-s3": bucketS3,
  "postgres-external": postgresExternal,
  "postgres-in-cluster": postgresInCluster,
  "postgres-rds": postgresRds,
  "redis-elasticache": redisElasticache,
  "redis-external": redisExternal,
  "redis-in-cluster": redisInCluster,
};

/** The shape of a store; none for an engine that does not run the kind. */
export function shapeOf({ kind, engine }: Pick<SpecStore, "kind" | "engine">): StoreShape | undefined {
  return (storeShapes as Readonly<Record<string, StoreShape>>)[`${kind}-${engine}`];
}
