import type { RuleResult } from "../rule.ts";

/**
 * Reads what the check of a rule of an organisation's own gives: the verdicts as plain data, or in words what it gives
 * instead. Each value is read once, so that what is judged here is what is used afterwards.
 */
export function readResults(answer: unknown): readonly RuleResult[] | string {
  if (!Array.isArray(answer)) return noVerdicts;
  const results: RuleResult[] = [];
  // By its positions, because a list can have holes.
  for (const said of Array.from(answer as unknown[])) {
    const result = readResult(said);
    if (typeof result === "string") return result;
    results.push(result);
  }
  return results;
}

const noVerdicts = "something else than a list of verdicts";

function readResult(said: unknown): RuleResult | string {
  if (typeof said !== "object" || said === null) return noVerdicts;
  const written = said as Readonly<Record<string, unknown>>;
  const verdict = written["verdict"];
  const fields = Object.hasOwn(fieldsOf, String(verdict)) ? fieldsOf[verdict as RuleResult["verdict"]] : undefined;
  if (!fields) return noVerdicts;
  const result: Record<string, unknown> = { verdict };
  for (const [name, kind] of Object.entries({ ...fields.needed, ...fields.optional })) {
    const value = written[name];
    if (value === undefined && !Object.hasOwn(fields.needed, name)) continue;
    const read = readers[kind](value, 0);
    if (read === undefined) return `a verdict whose "${name}" is not ${words[kind]}`;
    result[name] = read;
  }
  return result as unknown as RuleResult;
}

type Kind = "text" | "texts" | "path" | "data";

const words: Readonly<Record<Kind, string>> = {
  text: "text",
  texts: "a list of text",
  path: "a list of keys and positions",
  data: "plain data",
};

type Fields = Readonly<Record<"needed" | "optional", Readonly<Record<string, Kind>>>>;

const common = { evidence: "texts", resource: "text" } as const;

const fieldsOf: Readonly<Record<RuleResult["verdict"], Fields>> = {
  compliant: { needed: { target: "path" }, optional: common },
  "not-compliant": {
    needed: { target: "path", key: "text", message: "text", expected: "text", actual: "text" },
    optional: { ...common, path: "path", fix: "data", fixAt: "path" },
  },
  "not-evaluated": { needed: { target: "path", reason: "text" }, optional: common },
};

/** Gives a value as plain data of a kind, or `undefined` when it is of another. */
type Reader = (value: unknown, depth: number) => unknown;

const readText: Reader = (value) => (typeof value === "string" ? value : undefined);
const readStep: Reader = (value) => (Number.isInteger(value) ? value : readText(value, 0));

/** More than any part of a spec is nested; what holds itself is deeper. */
const deepest = 32;

const readData: Reader = (value, depth) => {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  if (typeof value !== "object" || value === null || depth > deepest) return undefined;
  if (Array.isArray(value)) return readList(value, readData, depth);
  const entries = Object.entries(value).map(([key, item]) => [key, readData(item, depth + 1)] as const);
  return entries.every(([, item]) => item !== undefined) ? Object.fromEntries(entries) : undefined;
};

const readers: Readonly<Record<Kind, Reader>> = {
  text: readText,
  texts: (value) => readList(value, readText, 0),
  path: (value) => readList(value, readStep, 0),
  data: readData,
};

function readList(value: unknown, read: Reader, depth: number): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = Array.from(value as unknown[], (item) => read(item, depth + 1));
  return items.includes(undefined) ? undefined : items;
}
