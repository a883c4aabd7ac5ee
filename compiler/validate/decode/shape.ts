/**
 * What a field holds, in a notation for people:
 * `string`, `boolean`, `int32`, `int64`, `double`, `bytes` (base64), `date-time`, `quantity`, `int-or-string`, `any`,
 * `'A'|'B'` for a closed list of texts, the name of an object for an object, and after any of these
 * `[]` for a list, `{}` for a map with keys of the user's own, and at the end `!` for a required field.
 */
export type FieldType = string;

/** The fields of an object. It has no others: that is how a misspelled one is found. */
export type ObjectShape = Readonly<Record<string, FieldType>>;

/** Every kind that can be checked, and every object inside one. */
export interface Shapes {
  /** The name of the shape of a kind, by `<apiVersion> <kind>`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly objects: Readonly<Record<string, ObjectShape>>;
}
