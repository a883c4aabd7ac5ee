import * as z from "zod";

/**
 * The shape of an overlay over a shape: the same keys, all optional, no defaults, and `null` to remove.
 * Lists and scalars replace, so they keep their own shape. Descriptions and examples stay.
 */
export function overlayOf(schema: z.ZodType): z.ZodType<unknown> {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return overlayOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>);
    return z.strictObject(
      Object.fromEntries(
        shape.map(([name, value]) => [name, documented(overlayOf(value).nullable().optional(), value)]),
      ),
    );
  }
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType as z.ZodString, overlayOf(schema.valueType as z.ZodType).nullable());
  // A copy without the documentation, which belongs to the key and not to the value that a key can also remove.
  return schema.clone(schema.def);
}

function documented(overlay: z.ZodType<unknown>, schema: z.ZodType): z.ZodType<unknown> {
  const meta = schema.meta();
  return meta ? overlay.meta(meta) : overlay;
}
