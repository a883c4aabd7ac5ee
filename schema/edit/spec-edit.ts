import type { SpecPath } from "../finding.ts";

/** Plain data that an edit writes. */
export type EditValue = string | number | boolean | readonly EditValue[] | { readonly [key: string]: EditValue };

/** One change of a spec, said by path and not by line. */
export type SpecEdit = WritingEdit | RemovingEdit;

/** `set` gives the value at the path, `append` adds one to the list there. What is missing on the way is made. */
export interface WritingEdit {
  readonly kind: "set" | "append";
  readonly path: SpecPath;
  readonly value: EditValue;
}

/** Takes a key of a map or an item of a list out. What it was in stays, even when nothing else is in it. */
export interface RemovingEdit {
  readonly kind: "remove";
  readonly path: SpecPath;
}

/** The data that an edit should leave, or `undefined` when a part of the path is something else than a map or list. */
export function editedValue(root: unknown, edit: SpecEdit): unknown {
  const [part, ...rest] = edit.path;
  if (part === undefined) return edit.kind === "remove" ? undefined : editedEnd(root, edit);
  if (edit.kind === "remove" && rest.length === 0) return without(root, part);
  const inner = { ...edit, path: rest };
  if (Array.isArray(root)) return editedItem(root, part, inner);
  if (typeof part === "number" || (typeof root !== "object" && root !== undefined)) return undefined;
  const map = (root ?? {}) as Readonly<Record<string, unknown>>;
  const value = editedValue(Object.hasOwn(map, part) ? map[part] : undefined, inner);
  return value === undefined ? undefined : { ...map, [part]: value };
}

function without(root: unknown, part: string | number): unknown {
  if (Array.isArray(root))
    return typeof part === "number" && part < root.length ? root.filter((_, index) => index !== part) : undefined;
  if (typeof root !== "object" || root === null || !Object.hasOwn(root, part)) return undefined;
  return Object.fromEntries(Object.entries(root).filter(([key]) => key !== String(part)));
}

function editedEnd(root: unknown, { kind, value }: WritingEdit): unknown {
  if (kind === "set") return value;
  if (root === undefined || root === null) return [value];
  return Array.isArray(root) ? [...root, value] : undefined;
}

function editedItem(list: readonly unknown[], part: string | number, inner: SpecEdit): unknown {
  if (typeof part !== "number" || part >= list.length) return undefined;
  const item = editedValue(list[part], inner);
  return item === undefined ? undefined : list.map((each, index) => (index === part ? item : each));
}
