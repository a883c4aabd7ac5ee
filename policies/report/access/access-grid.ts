import type { AccessCell, AccessMatrix } from "../../access-matrix/access.ts";
import { textWidth } from "../text-width.ts";
import { visibleText } from "../visible-text.ts";
import { type CellState, cellState, cellWord, shortNames, stateMarks } from "./access-text.ts";

/** A text of the grid, and the state by which it is painted. */
export interface GridText {
  readonly text: string;
  readonly state?: CellState;
}

/** The most columns that a grid has: more are not read but searched. */
export const mostColumns = 30;

/**
 * The matrix as lines of text: with a word in each cell where that fits the width, else with a mark in each and numbers
 * for the columns. `undefined` where neither fits. Rows and columns without a cell are left out.
 */
export function gridLines(
  { targets, cells }: AccessMatrix,
  width: number,
): readonly (readonly GridText[])[] | undefined {
  const rows = [...new Set(cells.map(({ source }) => source))];
  const reached = new Set(cells.map(({ target }) => target));
  const columns = targets.filter((target) => reached.has(target));
  if (columns.length > mostColumns) return undefined;
  const byPair = new Map(cells.map((cell) => [JSON.stringify([cell.source, cell.target]), cell]));
  const at = (row: string, column: string): AccessCell | undefined => byPair.get(JSON.stringify([row, column]));
  const [rowNames, columnNames] = [shortNames(rows), shortNames(columns)];
  const name = (names: ReadonlyMap<string, string>, path: string): string => visibleText(names.get(path) ?? path);
  const table = (head: readonly string[], textOf: (cell: AccessCell) => string): readonly (readonly GridText[])[] => [
    [{ text: "" }, ...head.map((text) => ({ text }))],
    ...rows.map((row) => [
      { text: name(rowNames, row) },
      ...columns.map((column) => {
        const cell = at(row, column);
        return cell ? { text: visibleText(textOf(cell)), state: cellState(cell) } : { text: "·" };
      }),
    ]),
  ];
  const words = columns.map((column) => name(columnNames, column));
  const wide = table(words, (cell) => cellWord(cell) + mark(cell));
  if (widthOf(wide) <= width) return aligned(wide);
  const numbers = columns.map((_, index) => String(index + 1));
  const narrow = table(numbers, (cell) => stateMarks[cellState(cell)]);
  if (widthOf(narrow) > width) return undefined;
  return [
    ...aligned(narrow),
    [],
    ...words.map((word, index) => [{ text: `${String(index + 1).padStart(4)}  ${word}` }]),
  ];
}

function mark(cell: AccessCell): string {
  const state = cellState(cell);
  return state === "declared" ? "" : ` ${stateMarks[state]}`;
}

const gap = "  ";

function columnWidths(table: readonly (readonly GridText[])[]): readonly number[] {
  return (table[0] ?? []).map((_, index) => Math.max(...table.map((line) => textWidth(line[index]?.text ?? ""))));
}

function widthOf(table: readonly (readonly GridText[])[]): number {
  return columnWidths(table).reduce((sum, each) => sum + each + gap.length, -gap.length);
}

function aligned(table: readonly (readonly GridText[])[]): readonly (readonly GridText[])[] {
  const widths = columnWidths(table);
  return table.map((line) =>
    line.map(({ text, ...rest }, index) => {
      const isLast = index === line.length - 1;
      const padding = " ".repeat((widths[index] ?? 0) - textWidth(text));
      return { text: isLast ? text : text + padding + gap, ...rest };
    }),
  );
}
