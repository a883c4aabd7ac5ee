import { isReference, isTemplate, type Reference } from "../../../schema/graph/value.ts";

/** A node's body, or a value in it, with references as Terraform writes them: `${aws_vpc.main.id}`. */
export function readableBody(value: unknown): unknown {
  if (isReference(value)) return interpolation(value);
  if (isTemplate(value)) {
    return value.$template.map((part) => (typeof part === "string" ? part : interpolation(part))).join("");
  }
  if (Array.isArray(value)) return value.map(readableBody);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readableBody(item)]));
}

/** An address without its stack: what Terraform calls the resource. */
export function withoutStack(address: string): string {
  return address.slice(address.indexOf("/") + 1);
}

function interpolation({ $ref, attribute }: Reference): string {
  return `\${${withoutStack($ref)}.${attribute}}`;
}
