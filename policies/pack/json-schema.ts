/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A map with these keys and no others. */
export function objectSchema(
  properties: JsonSchema,
  description?: string,
  required: readonly string[] = [],
): JsonSchema {
  return {
    type: "object",
    ...(description !== undefined && { description }),
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** A map with any keys, whose values are alike. */
export function mapSchema(values: JsonSchema, description: string): JsonSchema {
  return { type: "object", description, additionalProperties: values };
}
