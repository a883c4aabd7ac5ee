import type { SourceRange } from "../../../schema/finding.ts";
import type { SpecLines } from "../../check-report.ts";
import { shownColumns } from "../shown-columns.ts";
import { visibleText } from "../visible-text.ts";

/** A line of a spec with the part that a finding is about. */
export interface FrameLine {
  /** Of the same width on every line around one place. */
  readonly number: string;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** The lines above and below a finding that give it its place. */
const context = 2;

/** The lines around a range, where the range's own part of each line is told apart. */
export function frameLines(lines: SpecLines, range: SourceRange): readonly FrameLine[] {
  // A long block is known by its beginning.
  const lastMarked = Math.min(range.endLine, range.line + 8);
  const first = Math.max(1, range.line - context);
  const last = Math.min(lines.texts.length, lastMarked + context);
  const width = String(last).length;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const number = first + index;
    const text = lines.texts[number - 1] ?? "";
    const { from, to } = shownColumns(lines, number, range);
    const marked = text.slice(from, Math.max(from, to));
    return {
      number: String(number).padStart(width),
      before: visibleText(text.slice(0, from)),
      marked: visibleText(marked),
      after: visibleText(text.slice(from + marked.length)),
    };
  });
}
