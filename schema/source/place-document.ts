import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { Span } from "./line-index.ts";
import type { YamlDocument } from "./parse-yaml.ts";
import type { PlacedEntry, PlacedValue } from "./positions.ts";
import { type AliasTargets, keyOf } from "./read-value.ts";

/** The places in a document that the yaml library composed. The text of an aliased value is at its anchor. */
export function placeDocument(document: YamlDocument, targets: AliasTargets, text: string): PlacedValue {
  if (document.contents === null) return { span: [0, 0] };
  return placeNode(document.contents, { targets, text, placed: new Map() });
}

interface Placing {
  readonly targets: AliasTargets;
  readonly text: string;
  /** What aliases share is placed once. */
  readonly placed: Map<ParsedNode, PlacedValue>;
}

function placeNode(node: ParsedNode, placing: Placing): PlacedValue {
  const known = placing.placed.get(node);
  if (known) return known;
  const placed = { span: [node.range[0], trimmedEnd(node, placing.text)] as Span, ...placeParts(node, placing) };
  placing.placed.set(node, placed);
  return placed;
}

/** An alias stands where it is written; its parts stand where its anchor has them. */
function placeParts(node: ParsedNode, placing: Placing): Omit<PlacedValue, "span"> {
  if (isAlias(node)) {
    const target = placing.targets.get(node);
    const { entries, items } = target ? placeNode(target, placing) : {};
    return { ...(entries && { entries }), ...(items && { items }) };
  }
  if (isMap(node)) return { entries: placeEntries(node as YAMLMap.Parsed, placing) };
  if (isSeq(node))
    return { items: (node as YAMLSeq.Parsed).items.map((item) => placeNode(item as ParsedNode, placing)) };
  return {};
}

function placeEntries(map: YAMLMap.Parsed, placing: Placing): ReadonlyMap<string, PlacedEntry> {
  const entries = new Map<string, PlacedEntry>();
  for (const pair of map.items) {
    const key = keyOf(pair as Pair);
    if (key === undefined || entries.has(key)) continue;
    const value = pair.value ? placeNode(pair.value as ParsedNode, placing) : undefined;
    const span: Span = [pair.key.range[0], pair.key.range[1]];
    // A value that is not there at all, as in `network:`, is where its key is.
    const isEmpty = !value || (isScalar(pair.value) && value.span[0] === value.span[1]);
    entries.set(key, isEmpty ? { key: span } : { key: span, value });
  }
  return entries;
}

/** Where a node ends, without the white space after it. */
export function trimmedEnd(node: ParsedNode, text: string): number {
  const [start] = node.range;
  let end = endOf(node);
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return end;
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
