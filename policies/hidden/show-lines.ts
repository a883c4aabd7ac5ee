import type { SourceRange } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { readSource } from "../../schema/source/read-source.ts";
import type { Source } from "../../schema/source/source.ts";
import { type HiddenPart, hiddenMark, type SpecLines, type SystemReport } from "../check-report.ts";
import { looksSecret, secretPlaces } from "./secret-places.ts";

/** Adds something about its spec to a report. What was compiled is not read again. */
export type SystemView = (system: SystemReport, compiled?: { readonly model: Pick<Model, "source"> }) => SystemReport;

/** Makes what adds the lines of its spec to a report that has something to point at. Each spec is looked through once. */
export function lineAdder(): SystemView {
  const known = new Map<string, SpecLines>();
  return (system, compiled) => {
    const { text, findings, problems, picture } = system;
    if (findings.length + problems.length === 0 && !picture) return system;
    const lines = known.get(text) ?? showLines(text, compiled?.model.source);
    known.set(text, lines);
    return { ...system, lines };
  };
}

/** The lines of a spec, with marks for what looks like a secret. Without `source` the text is read for it. */
export function showLines(text: string, source: Source | undefined = sourceOf(text)): SpecLines {
  const lines = text.split(/\r?\n/);
  const places = source ? secretPlaces(source.value).map((path) => source.locate(path)) : unreadable(text, lines);
  const found = [...places, ...comments(lines)].flatMap((range) => partsOf(range, lines));
  const hidden = new Map([...groupBy(found, ({ line }) => line)].map(([line, parts]) => [line, joined(parts)]));
  return { texts: lines.map((each, index) => withMarks(each, hidden.get(index + 1) ?? [])), hidden };
}

function sourceOf(text: string): Source | undefined {
  return readSource("", new TextEncoder().encode(text)).source;
}

/** The part of each line that a range takes, without what the line is indented by. */
function partsOf(range: SourceRange, lines: readonly string[]): readonly (HiddenPart & { readonly line: number })[] {
  const { line: first, endLine, column, endColumn } = range;
  return Array.from({ length: endLine - first + 1 }, (_, index) => {
    const line = first + index;
    const text = lines[line - 1] ?? "";
    const start = line === first ? column : text.length - text.trimStart().length + 1;
    return { line, column: start, endColumn: line === endLine ? endColumn : text.length + 1 };
  }).filter((part) => part.column < part.endColumn);
}

/** Parts of one line in their order, those that touch as one. */
function joined(parts: readonly HiddenPart[]): readonly HiddenPart[] {
  const done: HiddenPart[] = [];
  for (const { column, endColumn } of [...parts].sort((left, right) => left.column - right.column)) {
    const last = done.at(-1);
    if (!last || column > last.endColumn) done.push({ column, endColumn });
    else done[done.length - 1] = { ...last, endColumn: Math.max(last.endColumn, endColumn) };
  }
  return done;
}

function withMarks(line: string, parts: readonly HiddenPart[]): string {
  return parts.reduceRight(
    (text, { column, endColumn }) => text.slice(0, column - 1) + hiddenMark + text.slice(endColumn - 1),
    line,
  );
}

/** Comments are no part of the data, and are read like a line of a file. */
function comments(lines: readonly string[]): readonly SourceRange[] {
  return lines.flatMap((text, index) => {
    const at = text.search(/(?:^|\s)#/);
    const comment = at < 0 ? "" : text.slice(at).trimStart();
    return looksSecret("", comment.replace(/^#+/, "")) ? [lineRange(index, text.length - comment.length, text)] : [];
  });
}

/**
 * A text that is no YAML has no places: lines that look like a secret, by themselves or by the line before, are hidden
 * as a whole, and so is a key from its first line to its last.
 */
function unreadable(text: string, lines: readonly string[]): readonly SourceRange[] {
  const ofLines = lines.flatMap((line, index) => {
    const before = lines[index - 1] ?? "";
    const isSecret = looksSecret("", line) || (!looksSecret("", before) && looksSecret("", `${before}\n${line}`));
    return isSecret ? [lineRange(index, line.length - line.trimStart().length, line)] : [];
  });
  const keys = [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END|$)/g)];
  const ofKeys = keys.map(({ index, 0: key }): SourceRange => {
    const line = text.slice(0, index).split("\n").length;
    const endLine = line + key.split("\n").length - 1;
    return { line, column: 1, endLine, endColumn: (lines[endLine - 1] ?? "").length + 1 };
  });
  return [...ofLines, ...ofKeys];
}

function lineRange(index: number, from: number, text: string): SourceRange {
  return { line: index + 1, column: from + 1, endLine: index + 1, endColumn: text.length + 1 };
}
