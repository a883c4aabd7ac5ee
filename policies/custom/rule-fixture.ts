import { Ajv2020 } from "ajv/dist/2020.js";
import type { Severity, SpecFinding } from "../../schema/finding.ts";
import { severities } from "../../schema/finding.ts";
import { isMap } from "../../schema/resolve/plain-data.ts";
import { placeProblems } from "../../schema/source/place-problem.ts";
import type { Source } from "../../schema/source/source.ts";
import { explainError } from "../pack/explain-error.ts";
import { type JsonSchema, objectSchema } from "../pack/json-schema.ts";

/** How a rule can come out over a whole system. */
export const outcomes = ["compliant", "not-compliant", "not-evaluated", "not-applicable"] as const;

/** One case of a rule's fixture. */
export interface RuleCase {
  /** A sentence about the state that is judged. */
  readonly name: string;
  /** What differs from the base: maps merge, `null` removes, lists replace. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** The same for the state before the edit that is judged, for rules of the stage `change`. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly expect: (typeof outcomes)[number];
  /** The keys of all findings, in any order. */
  readonly keys?: readonly string[];
  /** Their one target, as people type it. */
  readonly target?: string;
  readonly severity?: Severity;
  /** The lines of the spec that the findings point at, without their indentation. */
  readonly at?: string | readonly string[];
}

/** The fixture of an organisation's own rule: `<id>.test.yaml` beside the file that has the rule. */
export interface RuleFixture {
  /** A whole spec that the cases change; the one that `groundplan init` writes when absent. */
  readonly base?: Readonly<Record<string, unknown>>;
  readonly cases: readonly RuleCase[];
}

/** Reads a fixture. All mistakes are given at once, each with its place in the file. */
export function parseRuleFixture(source: Source): {
  readonly fixture?: RuleFixture;
  readonly findings: readonly SpecFinding[];
} {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  const validate = ajv.compile<RuleFixture>(schema);
  const written = source.value;
  if (validate(written)) return { fixture: written, findings: [] };
  const problems = (validate.errors ?? []).map((error) => explainError(error, "a fixture"));
  return { findings: placeProblems(source, problems) };
}

/** A spec with the changes of a case: maps merge, `null` removes, lists and other values replace. */
export function mergeSpec(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeSpec(merged[key], value);
  }
  return merged;
}

const text: JsonSchema = { type: "string" };

const ruleCase = objectSchema(
  {
    name: { ...text, minLength: 1 },
    spec: { type: "object" },
    before: { type: "object" },
    expect: { enum: outcomes },
    keys: { type: "array", items: text },
    target: text,
    severity: { enum: severities },
    at: { type: ["string", "array"], items: text },
  },
  undefined,
  ["name", "expect"],
);

const schema = objectSchema(
  { base: { type: "object" }, cases: { type: "array", minItems: 1, items: ruleCase } },
  undefined,
  ["cases"],
);
