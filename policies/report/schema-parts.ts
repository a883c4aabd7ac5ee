/** Text. */
export const text = { type: "string" };

/** A number of things. */
export const count = { type: "integer", minimum: 0 };

/** A list of texts. */
export const texts = list(text);

/** A JSON Schema of an object whose every key is always there. */
export function object(description: string, properties: Readonly<Record<string, object>>) {
  return { description, type: "object", required: Object.keys(properties), additionalProperties: false, properties };
}

/** A list. */
export function list(items: object) {
  return { type: "array", items };
}

/** Something, or null where it does not apply. */
export function nullable(schema: object) {
  return { anyOf: [schema, { type: "null" }] };
}

/** With what it means. */
export function described(schema: object, description: string) {
  return { ...schema, description };
}
