import * as z from "zod";

/**
 * Documents a key of the language: the description and the examples reach the printed JSON Schema,
 * and from there the editor of whoever writes a spec. Every key of every object goes through here.
 */
export function key<Schema extends z.ZodType>(schema: Schema, description: string, ...examples: unknown[]): Schema {
  return schema.meta({ description, examples }) as Schema;
}

/** A whole number in a closed range. */
export function integer(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}

/**
 * Text of a format. `what` names the format with its article, `rule` says how to write it;
 * both reach whoever gets it wrong: `"30 sec" is not a duration`, `write a whole number and s, m, h or d`.
 */
export function text(pattern: RegExp, what: string, rule: string): z.ZodString {
  return z.string().regex(pattern, `${what}: ${rule}`);
}
