import { type AccessCell, isUndeclared } from "../../access-matrix/access.ts";
import type { Style } from "../ansi-style.ts";
import { hangingText, type Layout } from "../hanging-text.ts";
import { visibleText } from "../visible-text.ts";
import { gridLines } from "./access-grid.ts";
import {
  type AccessReport,
  accessSentence,
  accessTitle,
  type CellState,
  cellState,
  cellWord,
  stateMarks,
  stateWords,
  wayNotes,
} from "./access-text.ts";

const styles: Readonly<Record<CellState, readonly Style[]>> = {
  undeclared: ["red", "bold"],
  closed: ["yellow", "bold"],
  unknown: ["magenta"],
  declared: ["green"],
};

/** The access of a system for a terminal: a grid, or a list for each source where none fits, then each cell. */
export function accessPretty(report: AccessReport, layout: Layout): string {
  const { matrix, file } = report;
  const [from, to] = [
    new Set(matrix.cells.map(({ source }) => source)),
    new Set(matrix.cells.map(({ target }) => target)),
  ];
  const idle = matrix.sources.filter((source) => !from.has(source));
  const alone = matrix.targets.filter((target) => !to.has(target));
  const blocks = [
    [
      layout.paint(visibleText(`access of ${accessTitle(report)}`), "bold"),
      ...hangingText({ indent: "", label: `${file}:`, styles: [], text: accessSentence(report), hang: 2 }, layout),
    ],
    overview(report, layout),
    [
      ...(idle.length > 0
        ? hangingText({ indent: "", label: "reaches nothing:", styles: ["dim"], text: idle.join(", ") }, layout)
        : []),
      ...(alone.length > 0
        ? hangingText({ indent: "", label: "reached by nobody:", styles: ["dim"], text: alone.join(", ") }, layout)
        : []),
    ],
    ...matrix.cells.map((cell) => cellLines(cell, file, layout)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function overview({ matrix }: AccessReport, { paint, width }: Layout): readonly string[] {
  if (matrix.cells.length === 0) return [];
  const grid = gridLines(matrix, width);
  const states = [...new Set(matrix.cells.map(cellState))].filter((state) => state !== "declared");
  const legend = states.map((state) => paint(`${stateMarks[state]} ${stateWords[state]}`, ...styles[state]));
  const lines = grid
    ? grid.map((line) =>
        line
          .map(({ text, state }) => (state ? paint(text, ...styles[state]) : text))
          .join("")
          .trimEnd(),
      )
    : listLines(matrix.cells, { paint, width });
  return [...lines, ...(legend.length > 0 ? ["", ...legend] : [])];
}

/** For each source what it reaches, a line each. */
function listLines(cells: readonly AccessCell[], layout: Layout): readonly string[] {
  return cells.flatMap((cell, index) => {
    const state = cellState(cell);
    const words = [cellWord(cell), stateWords[state]].filter(Boolean).join(", ");
    const head = cells[index - 1]?.source === cell.source ? [] : [visibleText(cell.source)];
    return [
      ...head,
      ...hangingText({ indent: "  ", label: cell.target, styles: styles[state], text: words, hang: 4 }, layout),
    ];
  });
}

function cellLines({ source, target, ways }: AccessCell, file: string, layout: Layout): readonly string[] {
  const isLoud = ways.some(isUndeclared);
  const headStyles: readonly Style[] = isLoud ? ["bold", "red"] : ["bold"];
  return [
    ...hangingText({ indent: "", label: source, styles: headStyles, text: `→ ${target}`, hang: 2 }, layout),
    ...ways.flatMap((way) =>
      wayNotes(way, file).flatMap(([label, text]) =>
        hangingText({ indent: "  ", label: `${label}:`, styles: stylesOf(label), text, hang: 4 }, layout),
      ),
    ),
  ];
}

function stylesOf(label: string): readonly Style[] {
  if (label === "NOT DECLARED") return styles.undeclared;
  if (label === "no way") return styles.closed;
  return label.startsWith("not known") ? styles.unknown : ["dim"];
}
