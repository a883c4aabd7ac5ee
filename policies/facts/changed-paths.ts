import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { AttributeChange } from "../../schema/graph/diff-graphs.ts";
import type { Model } from "../../schema/model/model.ts";
import { isMap } from "../../schema/resolve/plain-data.ts";
import { isWithin } from "../../schema/spec-path.ts";

/** A value of a resolved spec that is not what it was. */
export interface ChangedPath {
  readonly path: SpecPath;
  /** `undefined` where only one of the specs has it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two resolved specs: values, and maps and lists that only one of them has, in their order. */
export function changedPaths(before: unknown, after: unknown, path: SpecPath = []): readonly ChangedPath[] {
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].sort(compareText).flatMap((key) => changedPaths(before[key], after[key], [...path, key]));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/**
 * The change of a spec that most likely made a change of a resource: one with the same values, before one of the part
 * that asked for the resource, before the only one that somebody wrote.
 */
export function causeOf(
  { after: model, changes }: { readonly after: Model; readonly changes: readonly ChangedPath[] },
  origin: SpecPath,
  attributes: readonly Pick<AttributeChange, "before" | "after">[],
): ChangedPath | undefined {
  const written = changes.filter(({ path, after }) => after === undefined || isWritten(model, path));
  const near = written.filter(({ path }) => isWithin(path, origin) || isWithin(origin, path));
  const same = (change: ChangedPath): boolean =>
    attributes.some(({ before, after }) => isSame(change.before, before) && isSame(change.after, after));
  return near.find(same) ?? written.find(same) ?? near[0] ?? (written.length === 1 ? written[0] : undefined);
}

function isWritten({ originOf }: Model, path: SpecPath): boolean {
  return ["spec", "overlay"].includes(originOf(path).kind);
}

function isSame(left: unknown, right: unknown): boolean {
  return typeof left !== "object" && left !== undefined && left === right;
}
