import type { ErrorObject } from "ajv/dist/2020.js";
import type { SpecCode, SpecPath, SpecProblem } from "../../schema/finding.ts";
import { suggest } from "../../schema/parse/did-you-mean.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";

/** Says what is wrong with a file in the words of the program. `what` is the file as a whole: `a pack`. */
export function explainError(error: ErrorObject, what: string): SpecProblem {
  const path = pathOf(error.instancePath);
  const explained = explainers[error.keyword];
  if (!explained) throw new Error(`a schema gives an error that nobody explains: ${error.keyword}`);
  return explained(error, path, path.length === 0 ? what : `"${formatSpecPath(path)}"`);
}

type Explainer = (error: ErrorObject, path: SpecPath, name: string) => SpecProblem;

const explainers: Readonly<Record<string, Explainer>> = {
  additionalProperties: ({ params, parentSchema }, path, name) => {
    const key = String((params as { additionalProperty: unknown }).additionalProperty);
    const known = Object.keys((parentSchema as { properties: object }).properties);
    const message = name === '"policies"' ? `there is no policy "${key}"` : `"${key}" is not a key of ${name}`;
    return { code: "unknown-key", path: [...path, key], atKey: true, message, help: suggest(key, known, "remove it") };
  },
  required: ({ params }, path, name) => {
    const key = String((params as { missingProperty: unknown }).missingProperty);
    return { code: "missing-key", path: [...path, key], message: `"${key}" is missing in ${name}`, help: "add it" };
  },
  type: ({ params, data }, path, name) => {
    const wanted = words[String((params as { type: unknown }).type)] ?? "something else";
    return problem("wrong-type", path, `${name} must be ${wanted}, not ${kindOf(data)}`, `give it ${wanted}`);
  },
  enum: ({ params, data }, path, name) => {
    const allowed = (params as { allowedValues: readonly unknown[] }).allowedValues.map(String);
    return problem(
      "wrong-value",
      path,
      `${name} cannot be ${show(data)}`,
      suggest(String(data), allowed, "choose another"),
    );
  },
  const: ({ params, data }, path, name) => {
    const allowed = show((params as { allowedValue: unknown }).allowedValue);
    return problem("wrong-value", path, `${name} cannot be ${show(data)}`, `write ${allowed}`);
  },
  minimum: (error, path, name) => outOfRange(error, path, name, "at least"),
  maximum: (error, path, name) => outOfRange(error, path, name, "at most"),
  pattern: ({ data, parentSchema }, path, name) => {
    const { description = "" } = parentSchema as { readonly description?: string };
    return problem("wrong-format", path, `${name} cannot be ${show(data)}`, description);
  },
  minProperties: (_, path, name) => problem("missing-key", path, `${name} is empty`, "say at least one thing in it"),
  minItems: (_, path, name) => problem("out-of-range", path, `${name} is empty`, "give it at least one item"),
  minLength: (error, path, name) => outOfRange(error, path, name, "at least"),
  maxLength: (error, path, name) => outOfRange(error, path, name, "at most"),
};

function outOfRange({ params, keyword }: ErrorObject, path: SpecPath, name: string, bound: string): SpecProblem {
  const { limit } = params as { limit: number };
  const amount = keyword.endsWith("Length") ? `${bound} ${limit} characters` : `${bound} ${limit}`;
  return problem("out-of-range", path, `${name} must be ${amount}`, `give it ${amount}`);
}

function problem(code: SpecCode, path: SpecPath, message: string, help: string): SpecProblem {
  return { code, path, message, help };
}

const words: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "a map",
  string: "text",
  "string,number,boolean": "text, a number, true or false",
};

function kindOf(data: unknown): string {
  if (data === null || data === undefined) return "empty";
  return words[Array.isArray(data) ? "array" : typeof data] ?? typeof data;
}

function show(data: unknown): string {
  return typeof data === "string" ? `"${data}"` : JSON.stringify(data);
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function pathOf(pointer: string): SpecPath {
  const keys = pointer.split("/").slice(1);
  return keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll("~1", "/").replaceAll("~0", "~")));
}
