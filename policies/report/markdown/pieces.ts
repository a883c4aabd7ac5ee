import { count } from "../../../schema/count.ts";
import { escapeMarkdown } from "../escape-markdown.ts";
import { inOnly } from "../in-only.ts";

/** The most characters that GitHub takes in a comment. */
export const markdownLimit = 65_536;

/** A piece that is kept or cut as a whole. It brings its own line ends. */
export type Piece = string;

/** What a comment is made of. Where it would be too long, the last of these gives way first. */
const weights = ["head", "section", "detail", "more"] as const;

/** Pieces that belong together. */
export interface Passage {
  readonly weight: (typeof weights)[number];
  readonly pieces: readonly Piece[];
  /** What stands before and after them; without a piece it is not there either. */
  readonly around?: readonly [before: Piece, after: Piece];
}

/** The passages as one text. Where a comment would be too long, the last pieces of those that weigh least are left out. */
export function cutToLimit(passages: readonly Passage[]): string {
  const whole = textOf(passages);
  if (whole.length <= markdownLimit) return whole;
  const all = passages.flatMap(({ pieces }) => pieces).length;
  let room = markdownLimit - cutNotice(all).length;
  const kept = new Map<Passage, Passage>();
  for (const passage of weights.flatMap((weight) => passages.filter((each) => each.weight === weight))) {
    const fitting = fittingIn(passage, room);
    kept.set(passage, fitting);
    room -= textOf([fitting]).length;
  }
  const shown = passages.flatMap((passage) => kept.get(passage) ?? []);
  return textOf(shown) + cutNotice(all - shown.flatMap(({ pieces }) => pieces).length);
}

function fittingIn({ pieces, around = ["", ""], ...passage }: Passage, room: number): Passage {
  let left = room - around.join("").length;
  const end = pieces.findIndex((piece) => {
    left -= piece.length;
    return left < 0;
  });
  return { ...passage, around, pieces: end === -1 ? pieces : pieces.slice(0, end) };
}

function textOf(passages: readonly Passage[]): string {
  return passages
    .flatMap(({ pieces, around: [before, after] = ["", ""] }) => (pieces.length > 0 ? [before, ...pieces, after] : []))
    .join("");
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

/** Pieces in one line, of which a screen is named. */
export function someOf(pieces: readonly Piece[], separator = ", "): Piece {
  const left = pieces.length - screenful;
  return [...pieces.slice(0, screenful), ...(left > 0 ? [`and ${left} more`] : [])].join(separator);
}

/** As many rows as a reader takes in at once: the rest is folded. */
export const screenful = 20;

/** A table of which a screen is shown, and the rest folded below it. */
export function longTable(header: readonly string[], rows: readonly (readonly string[])[]): readonly Passage[] {
  const rest = rows.slice(screenful);
  return [
    { weight: "head", pieces: table(header, rows.slice(0, screenful)) },
    folded(`${rest.length} more`, table(header, rest), "more"),
  ];
}

/** Pieces behind a line that unfolds them; nothing where there are none. */
export function folded(summary: string, pieces: readonly Piece[], weight: Passage["weight"]): Passage {
  return { weight, pieces, around: [`\n<details>\n<summary>${summary}</summary>\n`, "\n</details>\n"] };
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
