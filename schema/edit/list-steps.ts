import { isDeepStrictEqual } from "node:util";
import { valueAt } from "../resolve/plain-data.ts";
import type { EditValue, SpecEdit } from "./spec-edit.ts";

/**
 * A list is set item by item: what is in it already stays where it is, with its comments, what is missing is added, and
 * then what is too much goes. No steps where it was no list.
 */
export function listSteps(root: unknown, edit: SpecEdit): readonly SpecEdit[] {
  if (edit.kind !== "set" || !Array.isArray(edit.value)) return [];
  const old = valueAt(root, edit.path);
  if (!Array.isArray(old)) return [];
  const { path } = edit;
  const wanted: readonly EditValue[] = edit.value;
  let kept = 0;
  const surplus = [...old.keys()].filter((index) => {
    const stays = kept < wanted.length && isDeepStrictEqual(old[index], wanted[kept]);
    if (stays) kept++;
    return !stays;
  });
  return [
    ...wanted.slice(kept).map((value) => ({ kind: "append", path, value }) as const),
    ...surplus.toReversed().map((index) => ({ kind: "remove", path: [...path, index] }) as const),
  ];
}
