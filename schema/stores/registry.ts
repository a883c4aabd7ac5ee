import { type PostgresExternal, postgresExternal } from "./postgres-external.ts";
import type { SpecStore, StoreShape } from "./store-shape.ts";

/** A store with every key of its kind and engine, and no other. */
export type Store = PostgresExternal;

/** Each kind of store with each engine, as `<kind>-<engine>`. */
export type StoreType = `${Store["kind"]}-${Store["engine"]}`;

/** What the language says of each. */
export const storeShapes: Readonly<Record<StoreType, StoreShape>> = {
  "postgres-external": postgresExternal,
};

/** The shape of a store; none for an engine that does not run the kind. */
export function shapeOf({ kind, engine }: Pick<SpecStore, "kind" | "engine">): StoreShape | undefined {
  return (storeShapes as Readonly<Record<string, StoreShape>>)[`${kind}-${engine}`];
}
