import { severities } from "../../schema/finding.ts";
import type { CheckReport, PolicyFinding, SystemReport } from "../check-report.ts";
import { accessSummary } from "./access/access-markdown.ts";
import { escapeMarkdown, tableCode } from "./escape-markdown.ts";
import { deltaPassages } from "./markdown/delta.ts";
import { detailsOfAll } from "./markdown/finding.ts";
import { cutToLimit, environmentNote, longTable, type Passage, type Piece, table } from "./markdown/pieces.ts";
import { notEvaluatedTable, overridesTable, problemsTable, renamesTable, waiversTable } from "./markdown/tables.ts";
import { expiringDays, knownWords, type Outcome, outcomeOf } from "./outcome.ts";
import { policyCounts, policyCountsText } from "./policy-counts.ts";
import type { ReportOptions } from "./renderer.ts";
import { type FileReport, type Occurrence, reportByFile } from "./report-by-file.ts";
import { verdictText } from "./verdict-text.ts";

/** By this first line a bot finds its earlier comment, to replace it. */
export const markdownMarker = "<!-- groundplan-report -->";

/** The report as a pull-request comment: the verdict first, details folded, nothing longer than GitHub takes. */
export function renderMarkdown(report: CheckReport, options: ReportOptions): string {
  const files = reportByFile(report);
  const outcome = outcomeOf(report, files);
  const { label, reason } = verdictText(report, outcome);
  const { delta } = report;
  const heading = `### groundplan: ${label}, ${reason}\n`;
  if (delta)
    return cutToLimit([
      { weight: "head", pieces: [`${markdownMarker}\n`, heading] },
      ...deltaPassages({ report, delta, files, outcome, options }),
    ]);
  const open = openFindings(files);
  const section = (pieces: readonly Piece[]): Passage => ({ weight: "section", pieces });
  return cutToLimit([
    {
      weight: "head",
      pieces: [`${markdownMarker}\n`, heading, ...countsTable(report, outcome), ...policiesLine(report)],
    },
    ...problemsTable(files),
    ...findingsTable(open),
    ...detailsOfAll(open),
    section(waiversTable(files)),
    section(notEvaluatedTable(files)),
    section(overridesTable(files)),
    section(renamesTable(files)),
    section(report.systems.flatMap(accessOf)),
  ]);
}

function countsTable(
  report: CheckReport,
  { open, known, waived, expiring, notEvaluated, compliant }: Outcome,
): readonly Piece[] {
  const total = severities.reduce((sum, severity) => sum + open[severity], 0);
  const columns: readonly (readonly [string, number])[] = [
    ["open", total],
    ...(known > 0 ? ([[knownWords(report), known]] as const) : []),
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

function policiesLine(report: CheckReport): readonly Piece[] {
  const counts = policyCounts(report);
  return counts.asked === 0 ? [] : [`\n${policyCountsText(counts)}.\n`];
}

function findingsTable(open: readonly Occurrence<PolicyFinding>[]): readonly Passage[] {
  const rows = open.map(({ item, environments }) => [
    item.severity,
    tableCode(item.policy),
    tableCode(`${item.file}:${item.range.line}`),
    escapeMarkdown(item.message) + environmentNote(environments),
  ]);
  return longTable(["severity", "policy", "where", "what"], rows);
}

function accessOf({ file, system = "", environment, access }: SystemReport): readonly Piece[] {
  return access
    ? accessSummary({ file, system, ...(environment !== undefined && { environment }), matrix: access })
    : [];
}

/** The worst first; among equals the order of the files and lines. */
function openFindings(files: readonly FileReport[]): readonly Occurrence<PolicyFinding>[] {
  return files
    .flatMap((file) => file.findings)
    .filter(({ item }) => item.status === "open")
    .sort((left, right) => severities.indexOf(left.item.severity) - severities.indexOf(right.item.severity));
}
