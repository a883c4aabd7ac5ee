import type { SpecPath } from "../finding.ts";
import type { Span } from "./line-index.ts";

/** Where a value stands, and where its parts do. */
export interface PlacedValue {
  /** From its first character to its last, without the comments and empty lines after it. */
  readonly span: Span;
  /** The entries of a map, by key. */
  readonly entries?: ReadonlyMap<string, PlacedEntry>;
  /** The items of a list. */
  readonly items?: readonly PlacedValue[];
}

/** An entry of a map. One without a value, as in `network:`, stands where its key does. */
export interface PlacedEntry {
  readonly key: Span;
  readonly value?: PlacedValue;
}

interface Found {
  /** Absent for an item of a list and for the whole document. */
  readonly key?: Span;
  readonly value?: PlacedValue;
  /** Whether the whole path is there. */
  readonly complete: boolean;
}

/** The stretch of the value at a path; of the key of its nearest parent when the file does not have it. */
export function locateValue(root: PlacedValue, path: SpecPath): Span {
  const found = follow(root, path);
  return found.complete ? (found.value?.span ?? keySpan(found)) : keySpan(found);
}

/** The stretch of the key at a path, or of the key of its nearest parent. */
export function locateKey(root: PlacedValue, path: SpecPath): Span {
  return keySpan(follow(root, path));
}

function follow(root: PlacedValue, path: SpecPath): Found {
  let found: Found = { value: root, complete: true };
  for (const part of path) {
    const entry = found.value?.entries?.get(String(part));
    const value = entry ? entry.value : found.value?.items?.[Number(part)];
    if (!entry && !value) return { ...found, complete: false };
    found = { ...(entry && { key: entry.key }), ...(value && { value }), complete: true };
  }
  return found;
}

/** An item of a list, or the whole document, gives its own first key instead. */
function keySpan({ key, value }: Found): Span {
  const first = value?.entries?.values().next().value;
  return key ?? first?.key ?? value?.span ?? [0, 0];
}
