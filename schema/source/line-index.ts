import type { SourceRange } from "../finding.ts";

/** A stretch of a text by its offsets in UTF-16 code units; the end is exclusive. */
export type Span = readonly [start: number, end: number];

/** Turns offsets into lines and columns. The lines are counted on the first use: a spec without findings never asks. */
export interface LineIndex {
  rangeOf(span: Span): SourceRange;
}

/** Makes the {@link LineIndex} of a text. Columns count UTF-16 code units, as editors and SARIF do. */
export function lineIndex(text: string): LineIndex {
  let starts: readonly number[] | undefined;
  const place = (offset: number) => {
    starts ??= lineStarts(text);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return {
    rangeOf: ([start, end]) => {
      const from = place(start);
      const to = place(Math.max(start, end));
      return { ...from, endLine: to.line, endColumn: to.column };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
