import type { Store, StoresByType } from "../../schema/stores/registry.ts";
import { bucketInCluster } from "./bucket-in-cluster.ts";
import { bucketS3 } from "./bucket-s3.ts";
import type { CompiledStore, StoreCompiler, StoreInput } from "./compiled-store.ts";
import { postgresInCluster } from "./postgres-in-cluster.ts";
import { postgresRds } from "./postgres-rds.ts";
import { redisElasticache } from "./redis-elasticache.ts";
import { redisInCluster } from "./redis-in-cluster.ts";
import { urlExternal } from "./url-external.ts";

/** What compiles each kind of store on each engine. */
const compilers: { readonly [Type in keyof StoresByType]: StoreCompiler<StoresByType[Type]> } = {
  "bucket-in-cluster": bucketInCluster,
  "bucket-s3": bucketS3,
  "postgres-external": urlExternal,
  "postgres-in-cluster": postgresInCluster,
  "postgres-rds": postgresRds,
  "redis-elasticache": redisElasticache,
  "redis-external": urlExternal,
  "redis-in-cluster": redisInCluster,
};

/** Compiles a store with the compiler of its kind and engine. */
export function compileStore(input: StoreInput<Store>): CompiledStore {
  const { kind, engine } = input.store;
  // The registry's type says that a compiler fits what it is looked up by; TypeScript cannot follow that.
  const compiler = (compilers as Readonly<Record<string, StoreCompiler<Store>>>)[`${kind}-${engine}`];
  if (!compiler) throw new Error(`resolve let ${kind} on ${engine} pass`);
  return compiler.compile(input);
}
