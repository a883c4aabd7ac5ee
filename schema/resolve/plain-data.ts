import type { SpecPath } from "../finding.ts";

/** A map as a spec has it: no list and no `null`. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path, or `undefined` where there is none. */
export function valueAt(value: unknown, path: SpecPath): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[part];
  }
  return found;
}

/** How many parts of a path, from its start, lead to a value. */
export function reach(value: unknown, path: SpecPath): number {
  let depth = 0;
  while (depth < path.length && valueAt(value, path.slice(0, depth + 1)) !== undefined) depth++;
  return depth;
}

/** The same data with the keys of every map in the order of their code units. Lists keep their order. */
export function sortKeys<Value>(value: Value): Value {
  return sorted(value) as Value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const map: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(value))) {
    const part = value[key];
    if (part !== undefined) map[key] = sorted(part);
  }
  return map;
}

/** Sorts text by code unit. Most maps are in order already, and seeing that is faster than sorting them. */
function inOrder(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return keys.sort();
  return keys;
}

/** Makes a map of entries. `Object.fromEntries` takes a time that grows with the square of up to a thousand of them. */
export function mapOf<Value>(entries: Iterable<readonly [key: string, value: Value]>): Record<string, Value> {
  const map: Record<string, Value> = {};
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** Maps the values of a map. */
export function mapValues<From, To>(
  map: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  const changed: Record<string, To> = {};
  for (const [key, value] of Object.entries(map)) changed[key] = change(value, key);
  return changed;
}
