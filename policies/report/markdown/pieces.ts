import { count } from "../count.ts";
import { escapeMarkdown } from "../escape-markdown.ts";

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
  return environments.length === 0 ? "" : ` (in ${escapeMarkdown(environments.join(", "))})`;
}

/** A table, or nothing where it would have no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly Piece[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): Piece => `| ${cells.join(" | ")} |\n`;
  return [`\n${line(header)}${line(header.map(() => "---"))}`, ...rows.map(line)];
}
