import { count } from "../../../schema/count.ts";
import { escapeMarkdown } from "../escape-markdown.ts";
import { inOnly } from "../in-only.ts";

/** The most characters that GitHub takes in a comment. */
export const markdownLimit = 65_536;

/** A piece that is kept or cut as a whole. It brings its own line ends. */
export type Piece = string;

/** The pieces as one text, of which the last are left out where a comment would be too long. */
export function cutToLimit(pieces: readonly Piece[]): string {
  const whole = pieces.join("");
  if (whole.length <= markdownLimit) return whole;
  const room = markdownLimit - cutNotice(pieces.length).length;
  let kept = 0;
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > room) break;
    kept += 1;
  }
  return pieces.slice(0, kept).join("") + cutNotice(pieces.length - kept);
}

function cutNotice(left: number): Piece {
  return `\n**Cut here**, because a comment may not be longer: ${count(left, "entry", "entries")} left out. \`groundplan check\` shows all.\n`;
}

/** In which environments something is so, to stand behind it. */
export function environmentNote(environments: readonly string[]): string {
  return inOnly(environments.map(escapeMarkdown));
}

/** A table, or nothing where it would have no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly Piece[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): Piece => `| ${cells.join(" | ")} |\n`;
  return [`\n${line(header)}${line(header.map(() => "---"))}`, ...rows.map(line)];
}

/** Pieces behind a line that unfolds them, kept or cut as a whole; nothing where there are none. */
export function folded(summary: string, pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length === 0) return [];
  return [`\n<details>\n<summary>${summary}</summary>\n${pieces.join("")}\n</details>\n`];
}

/** The most entries of a folded list: whoever wants more than these reads another report. */
const longestList = 100;

/** A list, or nothing where it would be empty. */
export function list(entries: readonly Piece[]): readonly Piece[] {
  if (entries.length === 0) return [];
  const left = entries.length - longestList;
  const shown = entries.slice(0, longestList).map((entry) => `- ${entry}\n`);
  return ["\n", ...shown, ...(left > 0 ? [`- and ${left} more\n`] : [])];
}
