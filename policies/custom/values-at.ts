import type { SpecPath } from "../../schema/finding.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { camelCase } from "../facts/known.ts";

/** A value at a path, or `undefined` as the value where there is none. */
export interface FoundValue {
  readonly path: SpecPath;
  readonly value: unknown;
  /** What holds the value is known only at apply, so nothing can be said of it. */
  readonly isHidden?: boolean;
}

/**
 * Every value that a path with `*` leads to. A `*` without items leads nowhere, and so does one below a key that is not
 * there: nothing to count is as good as none. Any other key that is not there leads to `undefined`. Arguments of Terraform may be written in its own spelling: `http_tokens`.
 */
export function valuesAt(root: unknown, path: SpecPath, walked: SpecPath = []): readonly FoundValue[] {
  const [step, ...rest] = path;
  if (step === undefined) return [{ path: walked, value: root ?? undefined }];
  if (isReference(root) || isTemplate(root)) return [{ path: walked, value: root, isHidden: true }];
  if (step === "*") return itemsOf(root).flatMap(([key, item]) => valuesAt(item, rest, [...walked, key]));
  const key = keyOf(root, step);
  if (key === undefined) return rest.includes("*") ? [] : [{ path: [...walked, ...path], value: undefined }];
  return valuesAt((root as Readonly<Record<string | number, unknown>>)[key], rest, [...walked, step]);
}

function itemsOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function keyOf(value: unknown, step: string | number): string | number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, step)) return step;
  const camel = camelCase(String(step));
  return Object.hasOwn(value, camel) ? camel : undefined;
}
