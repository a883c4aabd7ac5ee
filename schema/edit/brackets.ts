import { beginsLine, column, lineEnd, type Splice } from "./text-places.ts";

/** Where an entry of a map or a list stands in the text. */
export interface EntrySpan {
  readonly start: number;
  readonly end: number;
}

/** Puts an entry in brackets that hold none. Comments in them stay, and then it has a line of its own. */
export function intoEmpty(brackets: EntrySpan, text: string, entry: string): Splice {
  const close = brackets.end - 1;
  if (!hasComment(text.slice(brackets.start + 1, close)))
    return { ...brackets, text: `${text[brackets.start]} ${entry} ${text[close]}` };
  const at = close - column(text, close);
  const above = text.slice(0, at).trimEnd();
  const indent = /^\s*(?=#)/.exec(above.slice(above.lastIndexOf("\n") + 1))?.[0] ?? " ".repeat(close - at + 2);
  return { start: at, end: at, text: `${indent}${entry}\n` };
}

/** Puts an entry behind the last one: on a line of its own where that one has one, so that comments stay where they are. */
export function behindLast(last: EntrySpan, text: string, entry: string): Splice {
  const end = lineEnd(text, last.end);
  const rest = text.slice(last.end, end);
  if (!beginsLine(text, last.start) || !/^\s*,?\s*(#.*)?$/.test(rest))
    return { start: last.end, end: last.end, text: `, ${entry}` };
  const comma = /^\s*,/.test(rest) ? "" : ",";
  return { start: last.end, end, text: `${comma}${rest}\n${" ".repeat(column(text, last.start))}${entry}` };
}

/**
 * Takes an entry out, with its comma and the comment behind it. Comments on lines of their own stay, and so does one
 * that stands behind another entry as well.
 */
export function outOfBrackets(
  brackets: EntrySpan,
  spans: readonly EntrySpan[],
  at: number,
  text: string,
): Splice | undefined {
  const [before, own, after] = [spans[at - 1], spans[at], spans[at + 1]];
  if (!own) return undefined;
  if (before && !text.slice(before.end, own.start).includes("\n")) return { start: before.end, end: own.end, text: "" };
  const end = commentEnd(text, commaEnd(text, own.end));
  if (after) return { start: own.start, end: skip(text, end, /\s/), text: "" };
  const start = before ? before.end : brackets.start + 1;
  const between = text.slice(start, own.start);
  if (hasComment(between) || (!before && hasComment(text.slice(end, brackets.end))))
    return ownLine(own.start, end, text);
  return before ? { start, end, text: "" } : { ...brackets, text: `${text[brackets.start]}${text[brackets.end - 1]}` };
}

/** The line of an entry that has one, or its stretch up to the closing bracket. */
function ownLine(start: number, end: number, text: string): Splice {
  const next = skip(text, end, /[ \t\r]/);
  if (!beginsLine(text, start)) return { start, end: skip(text, end, /\s/), text: "" };
  const first = start - column(text, start);
  return text[next] === "\n" ? { start: first, end: next + 1, text: "" } : { start: first, end, text: "" };
}

function commaEnd(text: string, offset: number): number {
  const comma = skip(text, offset, /[ \t]/);
  return text[comma] === "," ? comma + 1 : offset;
}

function commentEnd(text: string, offset: number): number {
  const comment = skip(text, offset, /[ \t]/);
  return text[comment] === "#" ? lineEnd(text, comment) : offset;
}

function skip(text: string, offset: number, what: RegExp): number {
  let at = offset;
  while (what.test(text[at] ?? "")) at++;
  return at;
}

/** Whether there is a comment in what stands between entries. */
function hasComment(between: string): boolean {
  return between.includes("#");
}
