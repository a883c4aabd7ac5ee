import type { SpecPath } from "../../schema/finding.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";

/** A text or number in plain data. */
export interface NamedLeaf {
  readonly path: SpecPath;
  /**
   * What it goes by: the last two keys that lead to it, because `key` alone says nothing; what stands as `name` beside
   * its `value`; or the option before it in a list.
   */
  readonly name: string;
  readonly value: string;
}

/** Every leaf of plain data with its name. What Terraform puts in is written by nobody, and no part of it. */
export function namedLeaves(data: unknown): readonly NamedLeaf[] {
  const leaves: NamedLeaf[] = [];
  collect({ data, path: [], name: "" }, leaves);
  return leaves;
}

interface Place {
  readonly data: unknown;
  readonly path: SpecPath;
  readonly name: string;
}

function collect({ data, path, name }: Place, leaves: NamedLeaf[]): void {
  if (typeof data === "string" || typeof data === "number") leaves.push({ path, name, value: String(data) });
  else if (isTemplate(data)) for (const value of literalText(data)) leaves.push({ path, name, value });
  else if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) {
      collect({ data: item, path: [...path, index], name: optionName(data[index - 1]) || name }, leaves);
    }
  } else if (typeof data === "object" && data !== null && !isReference(data)) {
    for (const [key, value] of Object.entries(data)) {
      collect({ data: value, path: [...path, key], name: nameOf(data, key, name) }, leaves);
    }
  }
}

function nameOf(map: object, key: string, name: string): string {
  if (key === "value" && "name" in map && typeof map.name === "string") return map.name;
  return name === "" ? key : `${name.slice(name.lastIndexOf(".") + 1)}.${key}`;
}

/** `--password` announces what comes next; `--password=…` has it already. */
function optionName(word: unknown): string {
  return (typeof word === "string" && /^--?([\w-]+)$/.exec(word)?.[1]) || "";
}

/** The literal parts of a value; what Terraform puts in is not written here by anybody. */
export function literalText(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return isTemplate(value) ? value.$template.filter((part) => typeof part === "string") : [];
}
