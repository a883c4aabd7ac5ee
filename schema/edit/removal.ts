import { isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { SpecPath } from "../finding.ts";
import { trimmedEnd } from "../source/place-document.ts";
import { keyOf } from "../source/read-value.ts";
import { type EntrySpan, outOfBrackets } from "./brackets.ts";
import { column, lineEnd, reach, type Splice } from "./text-places.ts";

/**
 * Takes a key or an item out: the lines that it stands on with the comments on them, or its stretch in brackets.
 * Comments on lines of their own stay.
 */
export function removal(root: ParsedNode, text: string, path: SpecPath): Splice | undefined {
  const part = path.at(-1);
  const { node, rest, key } = reach(root, path.slice(0, -1));
  const spans = rest.length > 0 ? undefined : spansOf(node, text);
  const at = spans?.findIndex(({ name }) => name === String(part));
  const span = at === undefined ? undefined : spans?.[at];
  if (!spans || !span || at === undefined) return undefined;
  const [start, end] = node.range;
  if ((isMap(node) || isSeq(node)) && node.flow) return outOfBrackets({ start, end }, spans, at, text);
  return spans.length === 1 ? emptied(node, text, key) : lines(span, text);
}

/** An entry with its name. */
interface NamedSpan extends EntrySpan {
  readonly name: string;
}

function spansOf(node: ParsedNode, text: string): readonly NamedSpan[] | undefined {
  if (isMap(node))
    return (node as YAMLMap.Parsed).items.map((pair) => {
      const end = pair.value ? trimmedEnd(pair.value, text) : pair.key.range[1];
      return { name: String(keyOf(pair)), start: pair.key.range[0], end: Math.max(end, pair.key.range[1]) };
    });
  if (!isSeq(node)) return undefined;
  return (node as YAMLSeq.Parsed).items.map((item, index) => ({
    name: String(index),
    start: (item as ParsedNode).range[0],
    end: trimmedEnd(item as ParsedNode, text),
  }));
}

/** From the start of its first line to the end of its last, when nothing else stands on them. */
function lines({ start, end }: EntrySpan, text: string): Splice | undefined {
  const first = start - column(text, start);
  if (!/^\s*(-\s+)?$/.test(text.slice(first, start))) return undefined;
  const last = text.indexOf("\n", end);
  if (last !== -1) return { start: first, end: last + 1, text: "" };
  const lineBreak = text[first - 2] === "\r" ? 2 : 1;
  return { start: first - lineBreak, end: text.length, text: "" };
}

/** The last one goes: `waivers: []`, with a comment that stands after the colon. */
function emptied(node: ParsedNode, text: string, key: ParsedNode | undefined): Splice | undefined {
  const none = isSeq(node) ? "[]" : "{}";
  const end = trimmedEnd(node, text);
  if (!key) return { start: node.range[0], end, text: none };
  const colon = text.indexOf(":", key.range[1]) + 1;
  return { start: colon, end: lineEnd(text, end), text: ` ${none}${text.slice(colon, node.range[0]).trimEnd()}` };
}
