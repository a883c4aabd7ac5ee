import { formatSpecPath } from "../../../schema/spec-path.ts";
import { escapeMarkdown, tableCode } from "../escape-markdown.ts";
import { expiringDays } from "../outcome.ts";
import { type FileReport, waivedFindings } from "../report-by-file.ts";
import { environmentNote, longTable, type Passage, type Piece, table } from "./pieces.ts";

/** What is wrong with specs. */
export function problemsTable(files: readonly FileReport[]): readonly Passage[] {
  const rows = files.flatMap((file) =>
    file.problems.map(({ item, environments }) => [
      tableCode(item.code),
      tableCode(`${item.file}:${item.range.line}`),
      escapeMarkdown(item.message) + environmentNote(environments),
      escapeMarkdown(item.help),
    ]),
  );
  return longTable(["mistake", "where", "what", "help"], rows);
}

/** What is waived, by whom, and for how long. */
export function waiversTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap(waivedFindings).map(({ first, waiver, count: times, environments }) => {
    const { owner, expires, daysLeft, reason, ticket } = waiver;
    return [
      tableCode(first.policy),
      tableCode(formatSpecPath(first.target)) + environmentNote(environments),
      String(times),
      tableCode(owner),
      daysLeft <= expiringDays ? `**${daysLeft}** (${expires})` : `${daysLeft} (${expires})`,
      escapeMarkdown(ticket === undefined ? reason : `${reason} (${ticket})`),
    ];
  });
  return table(["waived policy", "target", "findings", "owner", "days left", "reason"], rows);
}

/** What could not be judged. */
export function notEvaluatedTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap((file) =>
    file.notEvaluated.map(({ item, environments }) => [
      tableCode(item.policy),
      tableCode(formatSpecPath(item.target)) + environmentNote(environments),
      escapeMarkdown(item.reason),
    ]),
  );
  return table(["not evaluated policy", "target", "reason"], rows);
}

/** What goes past the language. */
export function overridesTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap(({ file, overrides }) =>
    overrides.map(({ item, environments }) => [
      tableCode(item.pattern) + environmentNote(environments),
      tableCode(`${file}:${item.line}`),
      item.addresses.map(tableCode).join(", "),
    ]),
  );
  return table(["override", "where", "changes"], rows);
}

/** What has another name than before. */
export function renamesTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap(({ file, renames }) =>
    renames.map(({ item, environments }) => [
      tableCode(formatSpecPath(item.path)) + environmentNote(environments),
      tableCode(item.from),
      tableCode(`${file}:${item.line}`),
      String(item.moved),
      item.replaced.map(tableCode).join(", "),
    ]),
  );
  return table(["renamed", "from", "where", "moved", "replaced all the same"], rows);
}
