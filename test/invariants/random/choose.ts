import fc from "fast-check";

/** Part of a spec as data, before it is printed as YAML. */
export type Part = Readonly<Record<string, unknown>>;

/** What an arbitrary makes. */
export type SeedOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Seed> ? Seed : never;

/** A number that a builder turns into one of what there is by then: it shrinks to the first. */
export const choice: fc.Arbitrary<number> = fc.nat({ max: 999 });

/** Whether something is there; shrinks to not. */
export const maybe: fc.Arbitrary<boolean> = fc.boolean();

/** The item that a choice means. */
export function pick<Item>(items: readonly Item[], chosen: number): Item {
  if (items.length === 0) throw new Error("there is nothing to choose from");
  return items[chosen % items.length] as Item;
}

/** The items that a number means bit by bit: none for 0. */
export function some<Item>(items: readonly Item[], chosen: number): Item[] {
  return items.filter((_, index) => ((chosen >> (index % 16)) & 1) === 1);
}

/** A part with its absent keys left out. */
export function part(keys: Readonly<Record<string, unknown>>): Part {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
}

/** A value, or nothing. */
export function when<Value>(isThere: boolean, value: Value): Value | undefined {
  return isThere ? value : undefined;
}

/** Items under names of their own: `queue-0`, `queue-1`. */
export function named<Item>(stem: string, items: readonly Item[]): Record<string, Item> {
  return Object.fromEntries(items.map((item, index) => [`${stem}-${index}`, item]));
}
