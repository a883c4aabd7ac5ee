import * as z from "zod";
import type { SpecPath } from "../finding.ts";

/** The part of a schema that a path leads to, with what its key says of it. `undefined` where nothing may be. */
export function schemaAt(root: z.ZodType, path: SpecPath): z.ZodType | undefined {
  let schema: z.ZodType | undefined = root;
  for (const part of path) schema = schema && childOf(bareSchema(schema), part);
  return schema;
}

/** A schema without what only says when it is made, or whether a value may be absent. */
export function bareSchema(schema: z.ZodType): z.ZodType {
  let bare = schema;
  while (
    bare instanceof z.ZodLazy ||
    bare instanceof z.ZodOptional ||
    bare instanceof z.ZodNullable ||
    bare instanceof z.ZodDefault ||
    bare instanceof z.ZodPrefault
  )
    bare = bare.unwrap() as z.ZodType;
  return bare;
}

/** The keys that a map may have, when they are fixed. */
export function keysOf(schema: z.ZodType | undefined): readonly string[] {
  const bare = schema && bareSchema(schema);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

/**
 * An example of what may stand at a path: the first one of the key's own documentation,
 * else the fitting part of the example that a key further up gives.
 */
export function exampleAt(root: z.ZodType, path: SpecPath): unknown {
  const own = schemaAt(root, path)?.meta()?.["examples"];
  if (Array.isArray(own)) return own[0];
  if (path.length === 0) return undefined;
  const parent = exampleAt(root, path.slice(0, -1));
  return typeof parent === "object" && parent !== null ? Object.values(parent)[0] : undefined;
}

function childOf(schema: z.ZodType, part: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>;
    return Object.hasOwn(shape, part) ? shape[part] : undefined;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}
