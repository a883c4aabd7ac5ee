import type { Store, StoresByType } from "../../schema/stores/registry.ts";
import { bucketS3 } from "./bucket-s3.ts";
import type { CompiledStore, StoreCompiler, StoreInput } from "./compiled-store.ts";
import { postgresExternal } from "./postgres-external.ts";
import { postgresRds } from "./postgres-rds.ts";

/** What compiles each kind of store on each engine. */
const compilers: { readonly [Type in keyof StoresByType]: StoreCompiler<StoresByType[Type]> } = {
  "bucket-s3": bucketS3,
  "postgres-external": postgresExternal,
  "postgres-rds": postgresRds,
};

/** Compiles a store with the compiler of its kind and engine. */
export function compileStore(input: StoreInput<Store>): CompiledStore {
  const { kind, engine } = input.store;
  // The registry's type says that a compiler fits what it is looked up by; TypeScript cannot follow that.
  const compiler = (compilers as Readonly<Record<string, StoreCompiler<Store>>>)[`${kind}-${engine}`];
  if (!compiler) throw new Error(`resolve let ${kind} on ${engine} pass`);
  return compiler.compile(input);
}
