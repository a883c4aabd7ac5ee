import { newFields } from "./new-fields.ts";
import type { FieldType, Shapes } from "./shape.ts";

/** The formats of single values. */
export type ScalarFormat =
  | "string"
  | "boolean"
  | "int32"
  | "int64"
  | "double"
  | "bytes"
  | "date-time"
  | "quantity"
  | "int-or-string";

/** A {@link FieldType} taken apart. The objects that it names are looked up when a value gets there. */
export type ParsedType =
  | { readonly kind: "any" }
  | { readonly kind: "scalar"; readonly format: ScalarFormat }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "list" | "map"; readonly item: ParsedType }
  | { readonly kind: "object"; readonly name: string };

/** A field of an object. */
export interface ParsedField {
  readonly type: ParsedType;
  /** Whether clusters of some versions do not have it: it is one of {@link newFields}. */
  readonly isNew: boolean;
}

/** An object's fields, taken apart. */
export interface ParsedShape {
  readonly name: string;
  readonly fields: ReadonlyMap<string, ParsedField>;
  readonly required: readonly string[];
}

/** Gives the shape of an object by its name, each taken apart at most once and only if it is needed. */
export type ShapeReader = (name: string) => ParsedShape;

/** Reads shapes from the printed table. */
export function createShapeReader(shapes: Shapes): ShapeReader {
  const parsed = new Map<string, ParsedShape>();
  return (name) => {
    const known = parsed.get(name);
    if (known) return known;
    const shape = parseShape(name, shapes);
    parsed.set(name, shape);
    return shape;
  };
}

function parseShape(name: string, shapes: Shapes): ParsedShape {
  const fields = new Map<string, ParsedField>();
  const required: string[] = [];
  for (const [field, notation] of Object.entries(shapes.objects[name] ?? {})) {
    if (notation.endsWith("!")) required.push(field);
    fields.set(field, { type: parseType(notation.replace(/!$/, "")), isNew: newFields.has(`${name}.${field}`) });
  }
  return { name, fields, required };
}

function parseType(notation: FieldType): ParsedType {
  if (notation === "any") return { kind: "any" };
  if (notation.endsWith("[]")) return { kind: "list", item: parseType(notation.slice(0, -2)) };
  if (notation.endsWith("{}")) return { kind: "map", item: parseType(notation.slice(0, -2)) };
  if (notation.startsWith("'")) return { kind: "choice", options: notation.slice(1, -1).split("'|'") };
  if (notation.includes("/")) return { kind: "object", name: notation };
  return { kind: "scalar", format: notation as ScalarFormat };
}
