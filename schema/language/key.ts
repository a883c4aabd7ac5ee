import { z } from "zod";

/**
 * Documents a key of the language: the description and the examples reach the printed JSON Schema,
 * and from there the editor of whoever writes a spec. Every key of every object goes through here.
 */
export function key<Schema extends z.ZodType>(schema: Schema, description: string, ...examples: unknown[]): Schema {
  return schema.meta({ description, examples }) as Schema;
}

/** The same for a whole number in a closed range. */
export function integer(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}
