import { type AccessCell, type AccessMatrix, isUndeclared } from "../../access-matrix/access.ts";
import { escapeHtml, escapeMarkdown, tableCode } from "../escape-markdown.ts";
import { mostColumns } from "./access-grid.ts";
import {
  type AccessReport,
  accessSentence,
  accessTitle,
  cellState,
  cellWord,
  shortNames,
  stateWords,
  wayNotes,
} from "./access-text.ts";

/** The most characters that a report gives to it: GitHub takes 65,536 in all. */
const mostCharacters = 16_384;

/** The access of a system as a document: a table, and folded below it each source with what it reaches. */
export function accessMarkdown(report: AccessReport): string {
  const { matrix, file } = report;
  return [
    `## Access of ${escapeMarkdown(accessTitle(report))}\n\n`,
    `${tableCode(file)}: ${accessSentence(report)}\n`,
    overview(matrix),
    ...detailsOf(report),
  ].join("");
}

/** The same as part of a report, folded; where that is long, only how much there is, and where to look. */
export function accessSummary(report: AccessReport): readonly string[] {
  const { matrix } = report;
  if (matrix.cells.length === 0) return [];
  const title = `Access of ${escapeHtml(accessTitle(report))}: ${accessSentence(report)}`;
  const folded = (details: string): string => `\n<details>\n<summary>${title}</summary>\n${details}\n</details>\n`;
  const whole = folded(overview(matrix) + detailsOf(report).join(""));
  if (whole.length <= mostCharacters) return [whole];
  const table = overview(matrix);
  const short = folded(`${table}\n\`groundplan access\` shows each path, with its rights and its line.\n`);
  return [
    table !== "" && short.length <= mostCharacters ? short : `\n**${title}.** \`groundplan access\` shows them.\n`,
  ];
}

function overview({ targets, cells }: AccessMatrix): string {
  const rows = [...new Set(cells.map(({ source }) => source))];
  const reached = new Set(cells.map(({ target }) => target));
  const columns = targets.filter((target) => reached.has(target));
  if (rows.length === 0 || columns.length > mostColumns) return "";
  const byPair = new Map(cells.map((cell) => [JSON.stringify([cell.source, cell.target]), cell]));
  const [rowNames, columnNames] = [shortNames(rows), shortNames(columns)];
  const line = (texts: readonly string[]): string => `| ${texts.join(" | ")} |\n`;
  return [
    `\n${line(["", ...columns.map((column) => tableCode(columnNames.get(column) ?? column))])}`,
    line(["---", ...columns.map(() => "---")]),
    ...rows.map((row) =>
      line([
        tableCode(rowNames.get(row) ?? row),
        ...columns.map((column) => cellText(byPair.get(JSON.stringify([row, column])))),
      ]),
    ),
  ].join("");
}

function cellText(cell: AccessCell | undefined): string {
  if (!cell) return "";
  const state = stateWords[cellState(cell)];
  return [escapeMarkdown(cellWord(cell)), ...(state === "" ? [] : [`**${state}**`])].join(" ");
}

function detailsOf({ matrix: { cells }, file }: AccessReport): readonly string[] {
  return [...new Set(cells.map(({ source }) => source))].map((source) => {
    const own = cells.filter((cell) => cell.source === source);
    const loud = own.filter(({ ways }) => ways.some(isUndeclared)).length;
    const note = loud === 0 ? "" : `, <b>${loud} not declared</b>`;
    const summary = `<code>${escapeHtml(source)}</code> reaches ${own.length}${note}`;
    return `\n<details>\n<summary>${summary}</summary>\n${own.map((cell) => cellDetails(cell, file)).join("")}\n</details>\n`;
  });
}

function cellDetails({ target, ways }: AccessCell, file: string): string {
  const notes = ways.flatMap((way) => wayNotes(way, file));
  const lines = notes.map(([label, text]) => {
    const loud = label === "NOT DECLARED" || label === "no way";
    return `  - ${loud ? `**${label}**` : label}: ${escapeMarkdown(text)}\n`;
  });
  return `\n- ${tableCode(target)}\n${lines.join("")}`;
}
