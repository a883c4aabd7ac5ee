import { isAlias, isMap, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { SpecPath } from "../finding.ts";
import type { Span } from "./line-index.ts";
import type { YamlDocument } from "./parse-yaml.ts";
import { type AliasTargets, keyOf } from "./read-value.ts";

/** A value in a document, and its key if it is in a map. */
export interface Place {
  readonly key?: ParsedNode;
  readonly value?: ParsedNode;
}

/**
 * Follows a path as far as the document goes, through aliases too: the text of an aliased value is at its anchor.
 * `complete` says whether the whole path is there.
 */
export function locateNode(
  document: YamlDocument,
  targets: AliasTargets,
  path: SpecPath,
): { readonly place: Place; readonly complete: boolean } {
  let place: Place = document.contents === null ? {} : { value: document.contents };
  for (const part of path) {
    const next = place.value && childOf(dealias(place.value, targets), part);
    if (!next) return { place, complete: false };
    place = next;
  }
  return { place, complete: true };
}

/** The stretch of a value: from its first character to its last, without the comments and empty lines after it. */
export function valueSpan(place: Place, text: string): Span {
  const { key, value } = place;
  if (!value) return key ? [key.range[0], key.range[1]] : [0, 0];
  const start = value.range[0];
  let end = endOf(value);
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  // A value that is not there at all, as in `network:`, is where its key is.
  if (end === start && key) return [key.range[0], key.range[1]];
  return [start, end];
}

/** The stretch of a value's key. An item of a list, or the whole document, gives its own first key instead. */
export function keySpan(place: Place, text: string): Span {
  const { key, value } = place;
  if (key) return [key.range[0], key.range[1]];
  const first = isMap(value) ? (value as YAMLMap.Parsed).items[0] : undefined;
  return first ? [first.key.range[0], first.key.range[1]] : valueSpan(place, text);
}

function dealias(node: ParsedNode, targets: AliasTargets): ParsedNode {
  let target = node;
  while (isAlias(target)) {
    const next = targets.get(target);
    if (!next) return target;
    target = next;
  }
  return target;
}

function childOf(node: ParsedNode, part: string | number): Place | undefined {
  if (isMap(node)) {
    const pair = (node as YAMLMap.Parsed).items.find((item) => keyOf(item as Pair) === String(part));
    if (!pair) return undefined;
    return pair.value ? { key: pair.key, value: pair.value } : { key: pair.key };
  }
  if (isSeq(node)) {
    const item = (node as YAMLSeq.Parsed).items[Number(part)];
    return item ? { value: item as ParsedNode } : undefined;
  }
  return undefined;
}

/** A collection without brackets ends where its last item does. */
function endOf(node: ParsedNode): number {
  if (isMap(node) && !node.flow) {
    const last = (node as YAMLMap.Parsed).items.at(-1);
    if (last) return last.value ? endOf(last.value) : last.key.range[1];
  }
  if (isSeq(node) && !node.flow) {
    const last = (node as YAMLSeq.Parsed).items.at(-1);
    if (last) return endOf(last as ParsedNode);
  }
  return node.range[1];
}
