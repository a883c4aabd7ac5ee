import type { Store, StoresByType } from "../../schema/stores/registry.ts";
import type { CompiledStore, StoreCompiler, StoreInput } from "./compiled-store.ts";
import { postgresExternal } from "./postgres-external.ts";
import { postgresRds } from "./postgres-rds.ts";

/** What compiles each kind of store on each engine. */
const compilers: { readonly [Type in keyof StoresByType]: StoreCompiler<StoresByType[Type]> } = {
  "postgres-external": postgresExternal,
  "postgres-rds": postgresRds,
};

/** Compiles a store with the compiler of its kind and engine. */
export function compileStore(input: StoreInput<Store>): CompiledStore {
  return compilerOf(input.store).compile(input);
}

/** The registry's type says that the compiler fits the store that it is looked up by; TypeScript cannot follow that. */
function compilerOf({ kind, engine }: Store): StoreCompiler<Store> {
  return compilers[`${kind}-${engine}`] as StoreCompiler<Store>;
}
