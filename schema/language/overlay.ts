import { z } from "zod";

/**
 * The shape of an overlay over a shape: the same keys, all optional, no defaults, and `null` to remove.
 * Lists and scalars replace, so they keep their own shape.
 */
export function overlayOf(schema: z.ZodType): z.ZodType<unknown> {
  const description = schema.meta()?.description;
  const overlay = overlayShape(schema);
  return description ? overlay.meta({ description }) : overlay;
}

function overlayShape(schema: z.ZodType): z.ZodType<unknown> {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return overlayShape(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>;
    return z.strictObject(
      Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, overlayOf(value).nullable().optional()])),
    );
  }
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType as z.ZodString, overlayOf(schema.valueType as z.ZodType).nullable());
  return schema;
}
