import type { SpecPath } from "../finding.ts";

/** Plain data that an edit writes. */
export type EditValue = string | number | boolean | readonly EditValue[] | { readonly [key: string]: EditValue };

/** One change of a spec, said by path and not by line. */
export interface SpecEdit {
  /** `set` gives the value at the path, `append` adds one to the list there. What is missing on the way is made. */
  readonly kind: "set" | "append";
  readonly path: SpecPath;
  readonly value: EditValue;
}

/** The data that an edit should leave, or `undefined` when a part of the path is something else than a map or list. */
export function editedValue(root: unknown, edit: SpecEdit): unknown {
  const [part, ...rest] = edit.path;
  if (part === undefined) return editedEnd(root, edit);
  const inner = { ...edit, path: rest };
  if (Array.isArray(root)) return editedItem(root, part, inner);
  if (typeof part === "number" || (typeof root !== "object" && root !== undefined)) return undefined;
  const map = (root ?? {}) as Readonly<Record<string, unknown>>;
  const value = editedValue(Object.hasOwn(map, part) ? map[part] : undefined, inner);
  return value === undefined ? undefined : { ...map, [part]: value };
}

function editedEnd(root: unknown, { kind, value }: SpecEdit): unknown {
  if (kind === "set") return value;
  if (root === undefined || root === null) return [value];
  return Array.isArray(root) ? [...root, value] : undefined;
}

function editedItem(list: readonly unknown[], part: string | number, inner: SpecEdit): unknown {
  if (typeof part !== "number" || part >= list.length) return undefined;
  const item = editedValue(list[part], inner);
  return item === undefined ? undefined : list.map((each, index) => (index === part ? item : each));
}
