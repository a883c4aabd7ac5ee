import type { SpecProblem } from "../finding.ts";
import { shapeOf, storeShapes } from "../stores/registry.ts";
import type { SpecStore, StoreKey, StoreShape } from "../stores/store-shape.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** Each store has the keys of its kind and engine, all that it needs and no other. */
export const checkStores: DraftCheck = ({ spec }: Draft) =>
  Object.entries<SpecStore>(spec.stores).flatMap(([name, store]) => {
    const shape = shapeOf(store);
    return shape
      ? [...missingKeys(name, store, shape), ...foreignKeys(name, store, shape)]
      : [noSuchEngine(name, store)];
  });

function noSuchEngine(name: string, { kind, engine }: SpecStore): SpecProblem {
  const engines = Object.keys(storeShapes).flatMap((type) =>
    type.startsWith(`${kind}-`) ? [type.slice(kind.length + 1)] : [],
  );
  return conflict(
    ["stores", name, "engine"],
    `the engine "${engine}" runs no ${kind}`,
    `write ${engines.map((each) => `"${each}"`).join(" or ")}`,
  );
}

function missingKeys(name: string, store: SpecStore, shape: StoreShape): readonly SpecProblem[] {
  return shape.required
    .filter((key) => store[key] === undefined)
    .map((key) => ({
      code: "missing-key",
      path: ["stores", name, key],
      message: `"${key}" is missing in the store "${name}", whose engine is "${store.engine}"`,
      help: `add "${key}" to "stores.${name}"`,
    }));
}

function foreignKeys(name: string, store: SpecStore, shape: StoreShape): readonly SpecProblem[] {
  const own: readonly string[] = [
    "kind",
    "engine",
    "renamedFrom",
    ...shape.required,
    ...Object.keys(shape.defaults),
    ...shape.optional,
  ];
  return (Object.keys(store) as (StoreKey | "kind" | "engine")[])
    .filter((key) => store[key as StoreKey] !== undefined && !own.includes(key))
    .map((key) => ({
      ...conflict(
        ["stores", name, key],
        `"${key}" means nothing for ${store.kind} on the engine "${store.engine}"`,
        `remove it; the store can have ${own.slice(3).join(", ")}`,
      ),
      atKey: true,
    }));
}
