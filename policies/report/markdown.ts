import { severities } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { CheckReport, PolicyFinding } from "../check-report.ts";
import { count } from "./count.ts";
import { escapeHtml, escapeMarkdown, markdownCode, tableCode } from "./escape-markdown.ts";
import { expiringDays, type Outcome, outcomeOf } from "./outcome.ts";
import type { ReportOptions } from "./renderer.ts";
import { type FileReport, type Occurrence, reportByFile, waivedFindings } from "./report-by-file.ts";
import { suggestionPlace } from "./suggestion-place.ts";
import { verdictText } from "./verdict-text.ts";
import { visibleText } from "./visible-text.ts";

/** By this first line a bot finds its earlier comment, to replace it. */
export const markdownMarker = "<!-- groundplan-report -->";

/** The most characters that GitHub takes in a comment. */
export const markdownLimit = 65_536;

/** The report as a pull-request comment: the verdict first, details folded, nothing longer than GitHub takes. */
export function renderMarkdown(report: CheckReport, _options: ReportOptions): string {
  const files = reportByFile(report);
  const outcome = outcomeOf(report, files);
  const { label, reason } = verdictText(report, outcome);
  const open = openFindings(files);
  return cutToLimit([
    `${markdownMarker}\n`,
    `### groundplan: ${label}, ${reason}\n`,
    ...countsTable(outcome),
    ...problemsTable(files),
    ...findingsTable(open),
    ...open.map(findingDetails),
    ...waiversTable(files),
    ...notEvaluatedTable(files),
    ...overridesTable(files),
    ...renamesTable(files),
  ]);
}

/** A piece that is kept or cut as a whole. It brings its own line ends. */
type Piece = string;

function cutToLimit(pieces: readonly Piece[]): string {
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

function countsTable({ open, known, waived, expiring, notEvaluated, compliant }: Outcome): readonly Piece[] {
  const total = severities.reduce((sum, severity) => sum + open[severity], 0);
  const columns: readonly (readonly [string, number])[] = [
    ["open", total],
    ...(known > 0 ? ([["known from the baseline", known]] as const) : []),
    ["waived", waived],
    [`waived, at most ${expiringDays} days left`, expiring],
    ["not evaluated", notEvaluated],
    ["passed checks", compliant],
  ];
  return table(
    columns.map(([name]) => name),
    [columns.map(([, number]) => String(number))],
  );
}

function problemsTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap((file) =>
    file.problems.map(({ item, environments }) => [
      tableCode(item.code),
      tableCode(`${item.file}:${item.range.line}`),
      escapeMarkdown(item.message) + environmentNote(environments),
      escapeMarkdown(item.help),
    ]),
  );
  return table(["mistake", "where", "what", "help"], rows);
}

function findingsTable(open: readonly Occurrence<PolicyFinding>[]): readonly Piece[] {
  const rows = open.map(({ item, environments }) => [
    item.severity,
    tableCode(item.policy),
    tableCode(`${item.file}:${item.range.line}`),
    escapeMarkdown(item.message) + environmentNote(environments),
  ]);
  return table(["severity", "policy", "where", "what"], rows);
}

function findingDetails({ item }: Occurrence<PolicyFinding>): Piece {
  const lines = [
    `- at ${markdownCode(formatSpecPath(item.path))}`,
    `- expected: ${escapeMarkdown(item.expected)}`,
    `- actual: ${escapeMarkdown(item.actual)}`,
    ...(item.evidence.length > 0 ? ["- evidence:"] : []),
    ...item.evidence.map((step) => `  - ${escapeMarkdown(step)}`),
    ...(item.resource === undefined ? [] : [`- resource: ${markdownCode(item.resource)}`]),
    ...item.notes.map((note) => `- note: ${escapeMarkdown(note)}`),
    `- **help:** ${escapeMarkdown(item.help)}`,
  ];
  if (item.suggestion) lines.push("- `groundplan check --fix` makes this change:");
  const summary = `<b>${item.severity}</b> <code>${escapeHtml(item.policy)}</code> ${escapeHtml(item.message)}`;
  return `\n<details>\n<summary>${summary}</summary>\n\n${lines.join("\n")}\n${suggestionBlock(item)}\n</details>\n`;
}

/** As GitHub's suggestion block, so that it can be pasted into a review of that line. */
function suggestionBlock({ suggestion, file }: PolicyFinding): Piece {
  if (!suggestion) return "";
  const { lines } = suggestion;
  const last = lines.length === 0 ? "" : `${lines.map(visibleText).join("\n")}\n`;
  const fence = "`".repeat(Math.max(3, ...(last.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `\n${markdownCode(file)}, ${suggestionPlace(suggestion)}:\n\n${fence}suggestion\n${last}${fence}\n`;
}

function waiversTable(files: readonly FileReport[]): readonly Piece[] {
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

function notEvaluatedTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap((file) =>
    file.notEvaluated.map(({ item, environments }) => [
      tableCode(item.policy),
      tableCode(formatSpecPath(item.target)) + environmentNote(environments),
      escapeMarkdown(item.reason),
    ]),
  );
  return table(["not evaluated policy", "target", "reason"], rows);
}

function overridesTable(files: readonly FileReport[]): readonly Piece[] {
  const rows = files.flatMap(({ file, overrides }) =>
    overrides.map(({ item, environments }) => [
      tableCode(item.pattern) + environmentNote(environments),
      tableCode(`${file}:${item.line}`),
      item.addresses.map(tableCode).join(", "),
    ]),
  );
  return table(["override", "where", "changes"], rows);
}

function renamesTable(files: readonly FileReport[]): readonly Piece[] {
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

/** The worst first; among equals the order of the files and lines. */
function openFindings(files: readonly FileReport[]): readonly Occurrence<PolicyFinding>[] {
  return files
    .flatMap((file) => file.findings)
    .filter(({ item }) => item.status === "open")
    .sort((left, right) => severities.indexOf(left.item.severity) - severities.indexOf(right.item.severity));
}

function environmentNote(environments: readonly string[]): string {
  return environments.length === 0 ? "" : ` (in ${escapeMarkdown(environments.join(", "))})`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly Piece[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): Piece => `| ${cells.join(" | ")} |\n`;
  return [`\n${line(header)}${line(header.map(() => "---"))}`, ...rows.map(line)];
}
