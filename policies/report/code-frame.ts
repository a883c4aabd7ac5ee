import type { SourceRange } from "../../schema/finding.ts";
import type { SpecLines } from "../check-report.ts";
import type { Painter } from "./ansi-style.ts";
import { shownColumns } from "./shown-columns.ts";
import { textWidth } from "./text-width.ts";
import { visibleText } from "./visible-text.ts";

/** What a code frame is drawn with. */
export interface CodeFrameOptions {
  readonly paint: Painter;
  /** The columns of the numbers' gutter. */
  readonly gutter: number;
  /** The columns of the whole frame. */
  readonly width: number;
}

/**
 * The line of a spec that a range begins on, with the range underlined as far as that line goes.
 * A value of several lines begins below its key, so the line before it is shown too.
 * A line with nothing in it is not shown, and one that is wider than the frame is cut on both sides of the range.
 */
export function codeFrame(lines: SpecLines, range: SourceRange, options: CodeFrameOptions): readonly string[] {
  const { paint, gutter, width } = options;
  const line = lines.texts[range.line - 1];
  if (!line?.trim()) return [];
  const bar = paint("|", "blue");
  const numbered = (number: number, text: string): string =>
    `${paint(String(number).padStart(gutter), "blue")} ${bar} ${text}`.trimEnd();
  const blank = `${" ".repeat(gutter)} ${bar}`;

  const room = Math.max(width - gutter - 3, 10);
  const view = fitLine(underline(lines, range), room);
  const before = range.endLine > range.line ? lines.texts[range.line - 2] : undefined;
  return [
    blank,
    ...(before?.trim()
      ? [numbered(range.line - 1, fitLine({ text: visibleText(before), from: 0, to: 0 }, room).text)]
      : []),
    numbered(range.line, view.text),
    `${blank} ${" ".repeat(view.from)}${paint("^".repeat(Math.max(view.to - view.from, 1)), "red", "bold")}`,
  ];
}

/** A line as shown, with the columns that are underlined in it, from 0 and exclusive at the end. */
interface UnderlinedLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function underline(lines: SpecLines, range: SourceRange): UnderlinedLine {
  const line = (lines.texts[range.line - 1] ?? "").trimEnd();
  const { from, to } = shownColumns(lines, range.line, range);
  return {
    text: visibleText(line),
    from: textWidth(visibleText(line.slice(0, from))),
    to: textWidth(visibleText(line.slice(0, to))),
  };
}

function fitLine(line: UnderlinedLine, room: number): UnderlinedLine {
  if (textWidth(line.text) <= room) return line;
  const start = line.to <= room - 1 ? 0 : Math.max(Math.min(line.from - 4, line.to - room + 2), 0);
  const head = start > 0 ? "…" : "";
  const kept = columns(line.text, start + textWidth(head), room - textWidth(head));
  const isCut = textWidth(columns(line.text, 0, start + room + 1)) > start + room;
  const text = isCut ? `${head}${columns(kept, 0, room - textWidth(head) - 1)}…` : head + kept;
  return { text, from: line.from - start, to: Math.min(line.to - start, textWidth(text)) };
}

/** The part of text that stands in some columns. A wide character that is cut in half is left out. */
function columns(text: string, from: number, count: number): string {
  let column = 0;
  let kept = "";
  for (const character of text) {
    const next = column + textWidth(character);
    if (column >= from && next <= from + count) kept += character;
    column = next;
  }
  return kept;
}
