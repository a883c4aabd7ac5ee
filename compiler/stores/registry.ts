import type { Store, StoreType } from "../../schema/stores/registry.ts";
import type { CompiledStore, StoreCompiler, StoreInput } from "./compiled-store.ts";
import { postgresExternal } from "./postgres-external.ts";

/** What compiles each kind of store on each engine. */
const compilers: {
  readonly [Type in StoreType]: StoreCompiler<Extract<Store, { kind: KindOf<Type>; engine: EngineOf<Type> }>>;
} = {
  "postgres-external": postgresExternal,
};

type KindOf<Type extends StoreType> = Type extends `${infer Kind}-${string}` ? Kind : never;
type EngineOf<Type extends StoreType> = Type extends `${string}-${infer Engine}` ? Engine : never;

/** Compiles a store with the compiler of its kind and engine. */
export function compileStore(input: StoreInput<Store>): CompiledStore {
  return compilerOf(input.store).compile(input);
}

/** The registry's type says that the compiler fits the store that it is looked up by; TypeScript cannot follow that. */
function compilerOf({ kind, engine }: Store): StoreCompiler<Store> {
  return compilers[`${kind}-${engine}`] as StoreCompiler<Store>;
}
