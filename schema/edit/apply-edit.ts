import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, isSeq, type ParsedNode, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import type { SpecPath } from "../finding.ts";
import { parseYaml, type YamlDocument } from "../source/parse-yaml.ts";
import { trimmedEnd } from "../source/place-document.ts";
import { behindLast, intoEmpty } from "./brackets.ts";
import { listSteps } from "./list-steps.ts";
import { removal } from "./removal.ts";
import { type EditValue, editedValue, type SpecEdit } from "./spec-edit.ts";
import { beginsLine, column, lineEnd, reach, type Splice } from "./text-places.ts";

/**
 * Makes an edit in the text of a spec: comments, order and layout of everything else stay as they are.
 * The result is read again and compared with the data that it should have; `undefined` where the text cannot be
 * edited so, for example because the part is shared through an alias.
 */
export function applyEdit(text: string, edit: SpecEdit): string | undefined {
  const { document, problems } = parseYaml(text);
  if (!document || problems.length > 0) return undefined;
  const root: unknown = document.toJS();
  const wanted = editedValue(root, edit);
  if (wanted === undefined) return undefined;
  const steps = listSteps(root, edit);
  const inSteps = steps.length > 0 ? applyEdits(text, steps) : undefined;
  if (inSteps !== undefined && isData(inSteps, wanted)) return inSteps;
  const atOnce = editAtOnce(document, text, edit);
  return atOnce !== undefined && isData(atOnce, wanted) ? atOnce : undefined;
}

/** Makes one edit after the other; `undefined` where one of them cannot be made. */
export function applyEdits(text: string, edits: readonly SpecEdit[]): string | undefined {
  return edits.reduce<string | undefined>((edited, edit) => edited && applyEdit(edited, edit), text);
}

function isData(text: string, wanted: unknown): boolean {
  const { document, problems } = parseYaml(text);
  return problems.length === 0 && isDeepStrictEqual(document?.toJS(), wanted);
}

function editAtOnce(document: YamlDocument, text: string, edit: SpecEdit): string | undefined {
  const splice = spliceOf(document, text, edit);
  if (!splice) return undefined;
  const insertion = text.includes("\r\n") ? splice.text.replaceAll(/\r?\n/g, "\r\n") : splice.text;
  return text.slice(0, splice.start) + insertion + text.slice(splice.end);
}

/** What an edit puts where in a text; `undefined` where the document has no such place. */
export function spliceOf(document: YamlDocument, text: string, edit: SpecEdit): Splice | undefined {
  if (document.contents === null) return undefined;
  if (edit.kind === "remove") return removal(document.contents, text, edit.path);
  const { kind, path, value } = edit;
  const { node, rest, key } = reach(document.contents, path);
  if (kind === "append" && rest.length === 0 && isSeq(node)) return append(node as YAMLSeq.Parsed, text, value, key);
  const written = kind === "append" ? [value] : value;
  if (rest.length === 0) return replace(node, text, written, key);
  const entry = { [String(rest[0])]: nest(rest.slice(1), written) };
  if (isMap(node)) return addEntry(node as YAMLMap.Parsed, text, entry);
  // A key without a value, as in `waivers:`, becomes a map.
  return isScalar(node) && node.value === null ? replace(node, text, entry, key) : undefined;
}

function replace(node: ParsedNode, text: string, value: EditValue, key: ParsedNode | undefined): Splice {
  const [start] = node.range;
  if (!isEmpty(node)) return { start, end: trimmedEnd(node, text), text: inline(value) };
  const afterColon = text.indexOf(":", key?.range[1] ?? start) + 1;
  if (typeof value !== "object" || !key) return { start: afterColon, end: afterColon, text: ` ${inline(value)}` };
  const at = lineEnd(text, afterColon);
  return { start: at, end: at, text: `\n${block(value, column(text, key.range[0]) + 2)}` };
}

function addEntry(map: YAMLMap.Parsed, text: string, entry: Readonly<Record<string, EditValue>>): Splice {
  const last = map.items.at(-1);
  const [start, close] = map.range;
  if (!last) return intoEmpty({ start, end: close }, text, inline(entry).slice(2, -2));
  const end = last.value ? trimmedEnd(last.value, text) : last.key.range[1];
  if (map.flow) return behindLast({ start: last.key.range[0], end }, text, inline(entry).slice(2, -2));
  const at = lineEnd(text, end);
  const indent = column(text, map.items[0]?.key.range[0] ?? 0);
  // Sections of a spec are set apart by an empty line.
  return { start: at, end: at, text: `${indent === 0 ? "\n\n" : "\n"}${block(entry, indent)}` };
}

function append(list: YAMLSeq.Parsed, text: string, value: EditValue, key: ParsedNode | undefined): Splice {
  const last = list.items.at(-1) as ParsedNode | undefined;
  if (!last) return appendFirst(list, text, value, key);
  const end = trimmedEnd(last, text);
  if (list.flow) return behindLast({ start: last.range[0], end }, text, inline(value));
  const at = lineEnd(text, end);
  return { start: at, end: at, text: `\n${block([value], column(text, list.range[0]))}` };
}

/** `waivers: []` goes on below its key, unless there are comments between the brackets or it stands in others. */
function appendFirst(list: YAMLSeq.Parsed, text: string, value: EditValue, key: ParsedNode | undefined): Splice {
  const [start, end] = list.range;
  const keyStart = key?.range[0];
  if (keyStart === undefined || !beginsLine(text, keyStart) || text.slice(start, end).includes("#"))
    return intoEmpty({ start, end }, text, inline(value));
  const afterColon = text.lastIndexOf(":", start) + 1;
  const at = lineEnd(text, end);
  const comment = text.slice(end, at).trimEnd();
  return { start: afterColon, end: at, text: `${comment}\n${block([value], column(text, keyStart) + 2)}` };
}

function nest(path: SpecPath, value: EditValue): EditValue {
  return path.reduceRight<EditValue>((inner, part) => ({ [String(part)]: inner }), value);
}

/** On one line, as `{ a: 1, b: [c] }`. */
function inline(value: EditValue): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}

/** On lines of its own, indented. */
function block(value: EditValue, indent: number): string {
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split("\n");
  return lines.map((line) => (line === "" ? line : " ".repeat(indent) + line)).join("\n");
}

function isEmpty(node: ParsedNode): boolean {
  return !isMap(node) && !isSeq(node) && node.range[0] === node.range[1];
}
