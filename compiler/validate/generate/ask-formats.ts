import type { DeclaredObject } from "./read-declarations.ts";

interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly format?: string };
}
interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly ValidatorError[] | null;
}

/** Values that are wrong for some formats only, and what a complaint of a kind says about the field. */
const questions = [
  { type: "number", value: 0.5, keyword: "type", answer: () => "int64" },
  { type: "number", value: 2 ** 40, keyword: "format", answer: (format: string) => format },
  { type: "string", value: "?", keyword: "format", answer: (format: string) => (format === "byte" ? "bytes" : format) },
] as const;

/**
 * The formats of an object's numbers and texts: `int32`, `int64`, `double`, `bytes`, `date-time`.
 * The declarations do not hold them, so the official validator is asked what it has against wrong values.
 */
export async function askFormats(object: DeclaredObject): Promise<ReadonlyMap<string, string>> {
  const formats = new Map<string, string>();
  const scalars = object.fields.filter(({ type }) => /^(number|string)(\[\]|\{\})?$/.test(type));
  if (!object.validator || scalars.length === 0) return formats;
  const { validate } = (await import(object.validator)) as { validate: Validator };
  for (const { name, type } of scalars) if (type.startsWith("number")) formats.set(name, "double");
  for (const { type, value, keyword, answer } of questions) {
    const asked = scalars.filter((field) => field.type.startsWith(type));
    validate(Object.fromEntries(asked.map((field) => [field.name, wrap(field.type, value)])));
    for (const error of validate.errors ?? []) {
      const field = error.instancePath.split("/")[1];
      if (field && error.keyword === keyword) formats.set(field, answer(error.params.format ?? ""));
    }
  }
  return formats;
}

function wrap(type: string, value: unknown): unknown {
  return type.endsWith("[]") ? [value] : type.endsWith("{}") ? { key: value } : value;
}
