import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";

/** A leaf that is known before apply. */
export type Known = string | number | boolean;

/**
 * The value of a leaf if it is known before apply. A reference to an argument that the other node sets
 * is followed (`aws_vpc.main.cidr_block`); a reference to what AWS computes (an id, an ARN) gives `undefined`,
 * and so does text with such a reference in it. Unknown is never a pass: a check says "not evaluated".
 */
export function known(graph: ResourceGraph, value: unknown): Known | undefined {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (isTemplate(value)) {
    const parts = value.$template.map((part) => known(graph, part));
    return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
  }
  if (!isReference(value)) return undefined;
  const node = graph.node(value.$ref);
  if (node?.kind !== "terraform") return undefined;
  const config = node.config as Readonly<Record<string, unknown>>;
  return known(graph, config[camelCase(value.attribute)]);
}

/** The same for text: a number or flag is written out, as Terraform does. */
export function knownText(graph: ResourceGraph, value: unknown): string | undefined {
  const found = known(graph, value);
  return found === undefined ? undefined : String(found);
}

/** The same for a flag, which some provider arguments spell as text. An absent value is unknown, too. */
export function knownFlag(graph: ResourceGraph, value: unknown): boolean | undefined {
  const found = known(graph, value);
  return found === true || found === "true" ? true : found === false || found === "false" ? false : undefined;
}

/** The items of a list; none when it is absent, `undefined` when the whole list is known only at apply. */
export function items<Item>(list: readonly Item[] | object | undefined): readonly Item[] | undefined {
  if (list === undefined || list === null) return [];
  return Array.isArray(list) ? (list as readonly Item[]) : undefined;
}

/** Writes a value for people, a reference as Terraform does: `${aws_ecr_repository.api.repository_url}:1.0.0`. */
export function show(value: unknown): string {
  if (isTemplate(value)) return value.$template.map((part) => (typeof part === "string" ? part : show(part))).join("");
  if (isReference(value)) return `\${${value.$ref.slice(value.$ref.indexOf("/") + 1)}.${value.attribute}}`;
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}

/** A name of Terraform as the graph spells it: `http_tokens` is `httpTokens`. */
export function camelCase(attribute: string): string {
  return attribute.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
