import { isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { SpecPath } from "../finding.ts";
import { keyOf } from "../source/read-value.ts";

/** A stretch of text, and what takes its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How far a path leads into a document. */
export interface Reached {
  readonly node: ParsedNode;
  /** The part of the path that the document does not have. */
  readonly rest: SpecPath;
  /** The key that the node is the value of. */
  readonly key?: ParsedNode;
}

/** Follows a path into a document, as far as it goes. */
export function reach(root: ParsedNode, path: SpecPath): Reached {
  let node = root;
  let key: ParsedNode | undefined;
  for (const [index, part] of path.entries()) {
    const next = isMap(node)
      ? (node as YAMLMap.Parsed).items.find((pair) => keyOf(pair) === String(part))
      : isSeq(node)
        ? { value: (node as YAMLSeq.Parsed).items[Number(part)] as ParsedNode | undefined }
        : undefined;
    if (!next?.value) return { node, rest: path.slice(index), ...(key && { key }) };
    node = next.value;
    key = "key" in next ? next.key : undefined;
  }
  return { node, rest: [], ...(key && { key }) };
}

/** Whether nothing but white space stands before a place on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(offset - column(text, offset), offset).trim() === "";
}

/** How far a place is from the start of its line. */
export function column(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** The end of the line, after a comment that stands there. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  const last = end === -1 ? text.length : end;
  return text[last - 1] === "\r" ? last - 1 : last;
}
