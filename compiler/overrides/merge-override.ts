import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { suggest } from "../../schema/parse/did-you-mean.ts";
import { quoteValue, typeInWords } from "../../schema/parse/plain-words.ts";
import { isMap } from "../../schema/resolve/plain-data.ts";
import type { Arguments } from "./known-arguments.ts";

/** Says what is wrong with a part of an override, by its path below the pattern. */
export type ReportOverride = (path: readonly string[], message: string, help: string) => void;

/** How strictly an override is taken: a provider's arguments have types, a Kubernetes field may have two. */
export interface MergeRules {
  readonly known: Arguments | undefined;
  /** Whether text may not stand where a number or a boolean is, and the other way round. */
  readonly sameScalars: boolean;
  readonly report: ReportOverride;
}

/**
 * Lays an override over a node's body: maps merge by key, `null` removes, and everything else replaces. In a list, a
 * map with the positions as its keys (`0`) changes single items. What does not fit is reported and left as it was.
 */
export function mergeOverride(value: unknown, override: unknown, path: readonly string[], rules: MergeRules): unknown {
  if (value === undefined) return withoutNulls(override, path, rules);
  const fault = faultOf(value, override, rules);
  if (fault !== undefined) {
    rules.report(path, fault, "write a value of the same type, or null to remove it");
    return value;
  }
  if (!isMap(override)) return override;
  return Array.isArray(value) ? mergeItems(value, override, path, rules) : mergeMap(value, override, path, rules);
}

function mergeMap(
  value: unknown,
  override: Readonly<Record<string, unknown>>,
  path: readonly string[],
  rules: MergeRules,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...(value as Readonly<Record<string, unknown>>) };
  for (const [key, part] of Object.entries(override)) {
    const inner = [...path, key];
    if (isUnknown(key, inner, rules)) continue;
    if (part === null) delete merged[key];
    else merged[key] = mergeOverride(merged[key], part, inner, { ...rules, known: rules.known?.names.get(key) });
  }
  return merged;
}

function mergeItems(
  items: readonly unknown[],
  override: Readonly<Record<string, unknown>>,
  path: readonly string[],
  rules: MergeRules,
): readonly unknown[] {
  const merged: unknown[] = [...items];
  for (const [key, part] of Object.entries(override)) {
    const index = Number(key);
    if (!/^\d+$/.test(key) || index >= items.length)
      rules.report([...path, key], `the list has no item "${key}"`, itemsHelp(items));
    else merged[index] = part === null ? undefined : mergeOverride(items[index], part, [...path, key], rules);
  }
  return merged.filter((item) => item !== undefined);
}

function itemsHelp({ length }: readonly unknown[]): string {
  return length === 0 ? "write the whole list" : `its items are 0 to ${length - 1}; or write the whole list`;
}

/** A new value has nothing that a null could remove. */
function withoutNulls(value: unknown, path: readonly string[], rules: MergeRules): unknown {
  if (!isMap(value)) return value;
  return mergeMap({}, value, path, rules);
}

function isUnknown(key: string, path: readonly string[], { known, report }: MergeRules): boolean {
  if (!known || known.names.has(key)) return false;
  report(path, `the provider knows no argument "${key}" here`, suggest(key, known.names.keys(), "remove it"));
  return true;
}

function faultOf(value: unknown, override: unknown, { sameScalars }: MergeRules): string | undefined {
  if (isReference(value) || isTemplate(value))
    return typeof override === "object" ? "a single value stands here, known only when deployed" : undefined;
  const wanted = shapeOf(value);
  const given = shapeOf(override);
  if (wanted === "list" && given === "map") return undefined;
  if (wanted !== given) return `${typeInWords(override)} cannot replace ${typeInWords(value)}`;
  if (wanted === "scalar" && sameScalars && typeof value !== typeof override)
    return `${quoteValue(override)} is ${typeInWords(override)}, and replaces ${typeInWords(value)}`;
  return undefined;
}

function shapeOf(value: unknown): "list" | "map" | "scalar" {
  if (Array.isArray(value)) return "list";
  return isMap(value) ? "map" : "scalar";
}
