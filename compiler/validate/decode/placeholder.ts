import { isTemplate, type Reference, type Template } from "../../../schema/graph/value.ts";
import type { ParsedType, ScalarFormat } from "./parse-shape.ts";

/** Text of the form that an attribute has once it is known, by how the attribute's name ends. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/arns?$/, "arn:aws:iam::111122223333:role/placeholder"],
  [/url$/, "111122223333.dkr.ecr.us-east-1.amazonaws.com/placeholder"],
  [/(endpoint|address|host|dns_name|domain_name)$/, "placeholder.example.com"],
  [/cidr(_blocks?)?$/, "10.0.0.0/16"],
  [/port$/, "443"],
];

const scalars: Readonly<Partial<Record<ScalarFormat, unknown>>> = {
  boolean: true,
  bytes: "",
  double: 1,
  int32: 1,
  int64: 1,
  quantity: "1",
  "date-time": "2000-01-01T00:00:00Z",
};

/**
 * Stands in for a value that only Terraform will know, so that the object around it can be checked.
 * Nothing stands in for text with references in it where no text can be: the answer is `undefined`.
 */
export function placeholder(value: Reference | Template, type: ParsedType): unknown {
  const isText = type.kind === "any" || (type.kind === "scalar" && scalars[type.format] === undefined);
  if (isTemplate(value)) return isText ? value.$template.map(textOf).join("") : undefined;
  if (isText) return textOf(value);
  if (type.kind === "scalar") return scalars[type.format];
  if (type.kind === "choice") return type.options[0];
  return type.kind === "list" ? [] : {};
}

function textOf(part: string | Reference): string {
  if (typeof part === "string") return part;
  return texts.find(([attribute]) => attribute.test(part.attribute))?.[1] ?? "placeholder";
}
