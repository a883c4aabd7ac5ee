import type { SourceRange } from "../../schema/finding.ts";
import { hiddenMark, type SpecLines } from "../check-report.ts";

/** Columns of a line as it is shown, from 0 and exclusive at the end. */
export interface ShownColumns {
  readonly from: number;
  readonly to: number;
}

/** What of a line as it is shown lies in a range of the spec: of what is hidden, all or nothing. Nothing of other lines. */
export function shownColumns({ texts, hidden }: SpecLines, line: number, range: SourceRange): ShownColumns {
  const { length } = texts[line - 1] ?? "";
  if (line < range.line || line > range.endLine) return { from: length, to: length };
  const parts = hidden.get(line) ?? [];
  // Up to here, the marks before a column make the line longer or shorter than it is in the spec.
  const shown = (
    column: number,
    withPart: (part: { readonly column: number; readonly endColumn: number }) => number,
  ) => {
    const before = parts.filter((part) => part.endColumn <= column);
    const shift = before.reduce((sum, part) => sum + hiddenMark.length - (part.endColumn - part.column), 0);
    const around = parts.find((part) => part.column < column && column < part.endColumn);
    return (around ? withPart(around) : column) - 1 + shift;
  };
  return {
    from: line === range.line ? shown(range.column, (part) => part.column) : 0,
    to: line === range.endLine ? shown(range.endColumn, (part) => part.column + hiddenMark.length) : length,
  };
}
