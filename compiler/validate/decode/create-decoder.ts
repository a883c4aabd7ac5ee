import { isReference, isTemplate } from "../../../schema/graph/value.ts";
import { describe, entry, type Report } from "../fault.ts";
import type { Minor } from "../minor.ts";
import { choiceFault, newFieldFault, unknownFieldHelp } from "./field-faults.ts";
import { createShapeReader, type ParsedShape, type ParsedType, type ShapeReader } from "./parse-shape.ts";
import { placeholder } from "./placeholder.ts";
import { scalarFault } from "./scalar-faults.ts";
import type { Shapes } from "./shape.ts";

/**
 * Reads an object as the API server does before it looks at what the fields say: types, required fields, closed lists
 * of values, and no unknown field. The answer is the object with placeholders for what only Terraform knows;
 * nothing is copied that needs none.
 */
export type Decoder = (apiVersion: string, kind: string, object: object, report: Report) => object;

interface Context {
  readonly shapeOf: ShapeReader;
  readonly minor: Minor;
  readonly report: Report;
}

/** A decoder for the kinds of a table of shapes, on a cluster of one minor version. */
export function createDecoder(shapes: Shapes, minor: Minor): Decoder {
  const shapeOf = createShapeReader(shapes);
  const kinds = new Map(
    Object.entries(shapes.kinds).map(([kind, name]) => [
      kind,
      { ...shapeOf(name), required: requiredOf(shapeOf(name)) },
    ]),
  );
  return (apiVersion, kind, object, report) => {
    const shape = kinds.get(`${apiVersion} ${kind}`);
    if (!shape) throw new Error(`no shape is printed for ${apiVersion} ${kind}`);
    return decodeObject(object as Fields, shape, "", { shapeOf, minor, report });
  };
}

/** The schemas let a whole object go without metadata and spec; no API server does. */
function requiredOf({ fields, required }: ParsedShape): readonly string[] {
  return [...new Set([...required, ...["metadata", "spec"].filter((field) => fields.has(field))])];
}

type Fields = Readonly<Record<string, unknown>>;

function decodeObject(value: Fields, shape: ParsedShape, at: string, context: Context): Fields {
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const item = value[key];
    if (item === undefined) continue;
    const decoded = decodeField(item, key, shape, at, context);
    if (decoded === item) continue;
    copy ??= { ...value };
    copy[key] = decoded;
  }
  for (const key of shape.required)
    if (value[key] == null) context.report(fieldOf(at, key), "is required", "give it a value");
  return copy ?? value;
}

function decodeField(item: unknown, key: string, shape: ParsedShape, at: string, context: Context): unknown {
  // Kubernetes takes null for a field that is not there.
  if (item === null) return undefined;
  const field = shape.fields.get(key);
  if (!field) {
    context.report(fieldOf(at, key), `is not a field of ${shape.name}`, unknownFieldHelp(key, shape));
    return item;
  }
  const fault = field.isNew ? newFieldFault(`${shape.name}.${key}`, context.minor) : undefined;
  if (fault) context.report(fieldOf(at, key), fault, "leave it out");
  return decode(item, field.type, fieldOf, at, key, context);
}

/** Writes the place of a value out. Most values are single ones without a fault, and need no text of it. */
type PlaceOf = (at: string, key: string | number) => string;

function fieldOf(at: string, key: string | number): string {
  return at === "" ? String(key) : `${at}.${key}`;
}

function decode(
  value: unknown,
  type: ParsedType,
  placeOf: PlaceOf,
  at: string,
  key: string | number,
  context: Context,
): unknown {
  if (isReference(value) || isTemplate(value)) {
    const known = placeholder(value, type);
    if (known === undefined)
      context.report(placeOf(at, key), "cannot be text", "refer to one attribute, without text around it");
    return known;
  }
  if (type.kind === "object" || type.kind === "map" || type.kind === "list")
    return decodeCollection(value, type, placeOf(at, key), context);
  if (type.kind === "scalar") {
    const fault = scalarFault(type.format, value);
    if (fault) context.report(placeOf(at, key), fault, "write the value as the field wants it");
  } else if (type.kind === "choice" && !type.options.includes(value as string)) {
    const { wrong, help } = choiceFault(value, type.options);
    context.report(placeOf(at, key), wrong, help);
  }
  return value;
}

type Collection = Extract<ParsedType, { kind: "object" | "map" | "list" }>;

function decodeCollection(value: unknown, type: Collection, at: string, context: Context): unknown {
  const wanted = type.kind === "list" ? "list" : "object";
  if (typeof value !== "object" || value === null || Array.isArray(value) !== (wanted === "list")) {
    context.report(at, `must be ${wanted === "list" ? "a list" : "an object"}, not ${describe(value)}`, `make it one`);
    return value;
  }
  const fields = value as Fields;
  if (type.kind === "object") return decodeObject(fields, context.shapeOf(type.name), at, context);
  if (type.kind === "list") return decodeList(value as readonly unknown[], type.item, at, context);
  return decodeMap(fields, type.item, at, context);
}

function decodeList(list: readonly unknown[], type: ParsedType, at: string, context: Context): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const decoded = decode(list[index], type, entry, at, index, context);
    if (decoded === list[index]) continue;
    copy ??= [...list];
    copy[index] = decoded;
  }
  return copy ?? list;
}

function decodeMap(map: Fields, type: ParsedType, at: string, context: Context): Fields {
  let copy: Record<string, unknown> | undefined;
  for (const key in map) {
    if (map[key] === undefined) continue;
    const decoded = decode(map[key], type, entry, at, key, context);
    if (decoded === map[key]) continue;
    copy ??= { ...map };
    copy[key] = decoded;
  }
  return copy ?? map;
}
