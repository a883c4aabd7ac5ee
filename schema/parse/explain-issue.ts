import type { z } from "zod";
import type { SpecPath, SpecProblem } from "../finding.ts";
import { formatSpecPath } from "../spec-path.ts";
import { didYouMean, suggest } from "./did-you-mean.ts";
import { listInWords, quoteValue, typeInWords } from "./plain-words.ts";
import { bareSchema, exampleAt, keysOf, schemaAt } from "./schema-at.ts";

type Issue = z.core.$ZodIssue;

/** What is known of the value that an issue is about. */
interface Subject {
  /** What the file is: `spec`. */
  readonly document: string;
  readonly path: SpecPath;
  /** The path in quotes, or what stands for it at the root. */
  readonly name: string;
  readonly value: unknown;
  readonly schema: z.ZodType | undefined;
  readonly example: unknown;
}

/** Says what an issue of zod means for whoever wrote the spec, or another document. */
export function explainIssue(issue: Issue, root: z.ZodType, spec: unknown, document = "spec"): readonly SpecProblem[] {
  const path = issue.path as SpecPath;
  const subject: Subject = {
    document,
    path,
    name: path.length === 0 ? `a ${document}` : `"${formatSpecPath(path)}"`,
    value: valueAt(spec, path),
    schema: schemaAt(root, path),
    example: exampleAt(root, path),
  };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, subject));
    case "invalid_key":
      return [badName(issue, subject)];
    case "invalid_type":
      return [subject.value === undefined ? missingKey(subject) : wrongType(issue.expected, subject)];
    case "invalid_value":
      return [subject.value === undefined ? missingKey(subject) : wrongValue(issue.values, subject)];
    case "invalid_format":
      return [wrongFormat(issue.message, subject)];
    case "too_small":
      return [outOfRange("at least", issue.minimum, subject)];
    case "too_big":
      return [outOfRange("at most", issue.maximum, subject)];
    default:
      throw new Error(`the language gives an issue that nobody explains: ${issue.code}`);
  }
}

function valueAt(spec: unknown, path: SpecPath): unknown {
  let value = spec;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

function unknownKey(key: string, { path, name, schema }: Subject): SpecProblem {
  return {
    code: "unknown-key",
    path: [...path, key],
    atKey: true,
    message: `"${key}" is not a key of ${name}`,
    help: suggest(key, keysOf(schema), "remove it"),
  };
}

function missingKey({ document, path, schema, example }: Subject): SpecProblem {
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  const where = parent.length === 0 ? `the ${document}` : `"${formatSpecPath(parent)}"`;
  const description = schema?.meta()?.description;
  return {
    code: "missing-key",
    path,
    message: `"${key}" is missing in ${where}`,
    help: `add it, for example "${key}: ${inline(example)}"${description ? `. ${description}` : ""}`,
  };
}

function wrongType(expected: string, subject: Subject): SpecProblem {
  const { path, name, value, example } = subject;
  const problem = { code: "wrong-type", path } as const;
  const words = expectedInWords[expected] ?? expected;
  if (value === null)
    return {
      ...problem,
      message: `${name} is empty, and must be ${words}`,
      help: `give it a value, for example "${inline(example)}", or remove the key`,
    };
  const scalar = typeof value !== "object";
  return {
    ...problem,
    message: `${name} must be ${words}, but ${scalar ? `${quoteValue(value)} is` : "it is"} ${typeInWords(value)}`,
    help: typeHelp(expected, subject),
  };
}

const expectedInWords: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a whole number",
  object: "a map",
  record: "a map",
  string: "text",
};

function typeHelp(expected: string, { value, schema, example }: Subject): string {
  if (expected === "string" && typeof value !== "object" && fitsInQuotes(value, schema))
    return "put the value in quotes";
  const bare = typeof value === "string" && schema && bareSchema(schema).safeParse(readScalar(value)).success;
  if (bare) return "remove the quotes";
  if (expected === "array" && typeof value !== "object") return `write it as a list: "[${inline(value)}]"`;
  if (expected === "boolean") return "write true or false";
  if (example === undefined) return `give it keys: ${keysOf(schema).join(", ")}`;
  return `write it like this: "${inline(example)}"`;
}

/** Whether quotes alone would mend a value: `50` needs a unit beside them. */
function fitsInQuotes(value: unknown, schema: z.ZodType | undefined): boolean {
  return !schema || bareSchema(schema).safeParse(String(value)).success;
}

/** What a text would be without its quotes. */
function readScalar(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() === "" ? text : Number(text);
}

function wrongValue(values: readonly unknown[], { path, name, value }: Subject): SpecProblem {
  if ((typeof value === "number" || typeof value === "boolean") && values.includes(String(value)))
    return {
      code: "wrong-type",
      path,
      message: `${name} must be text, but ${quoteValue(value)} is ${typeInWords(value)}`,
      help: `put the value in quotes: '"${value}"'`,
    };
  if (values.some((allowed) => typeof allowed === "number" && String(allowed) === value))
    return {
      code: "wrong-type",
      path,
      message: `${name} must be a whole number, but ${quoteValue(value)} is text`,
      help: "remove the quotes",
    };
  const likely = didYouMean(String(value), values.map(String));
  const one = values.length === 1 ? `write ${quoteValue(values[0])}` : `choose one of ${listInWords(values)}`;
  return {
    code: "wrong-value",
    path,
    message: `${name} cannot be ${value === null ? "empty" : quoteValue(value)}`,
    help: likely === undefined ? one : `did you mean "${likely}"?`,
  };
}

/** The language words a format as `what: rule`. */
function wrongFormat(message: string, { path, name, value, example }: Subject): SpecProblem {
  const [what, rule] = splitFormat(message);
  return {
    code: "wrong-format",
    path,
    message: `${name} is ${quoteValue(value)}, which is not ${what}`,
    help: `write ${rule}${typeof example === "string" ? `, such as "${example}"` : ""}`,
  };
}

function badName(issue: Extract<Issue, { code: "invalid_key" }>, { path }: Subject): SpecProblem {
  const key = path.at(-1);
  const [what, rule] = splitFormat(issue.issues[0]?.message ?? "a name: other characters");
  return { code: "bad-name", path, atKey: true, message: `"${key}" is not ${what}`, help: `write ${rule}` };
}

function splitFormat(message: string): readonly [what: string, rule: string] {
  const colon = message.indexOf(": ");
  return [message.slice(0, colon), message.slice(colon + 2)];
}

function outOfRange(bound: string, limit: number | bigint, { path, name, value }: Subject): SpecProblem {
  const unit = Array.isArray(value) ? " item" : typeof value === "string" ? " character" : "";
  const size = Array.isArray(value) || typeof value === "string" ? value.length : value;
  return {
    code: "out-of-range",
    path,
    message: `${name} ${unit ? "has" : "is"} ${size}${plural(unit, Number(size))}, and must ${unit ? "have" : "be"} ${bound} ${limit}`,
    help: `give it ${bound} ${limit}${plural(unit, Number(limit))}`,
  };
}

function plural(unit: string, count: number): string {
  return unit && count !== 1 ? `${unit}s` : unit;
}

/** A value as YAML in one line: JSON without the quotes around plain words. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, part]) => `${key}: ${inline(part)}`);
    return pairs.length > 0 ? `{ ${pairs.join(", ")} }` : "{}";
  }
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z/][\w./@-]*$/.test(value) && !/^(true|false|null)$/i.test(value) ? value : `'${value}'`;
}
