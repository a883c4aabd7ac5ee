import type { SourceRange, SpecFinding, SpecPath } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { CheckReport, PolicyFinding, SpecLines } from "../check-report.ts";
import { painterFor, type Style, severityStyles } from "./ansi-style.ts";
import { codeFrame } from "./code-frame.ts";
import { hangingText, type Layout } from "./hanging-text.ts";
import { summaryBlocks } from "./pretty-summary.ts";
import type { ReportOptions } from "./renderer.ts";
import { type FileReport, type Occurrence, reportByFile } from "./report-by-file.ts";
import { visibleText } from "./visible-text.ts";

/** The report for a terminal: what is wrong, where, why and what to do, in the manner of a compiler. */
export function renderPretty(report: CheckReport, options: ReportOptions): string {
  const layout = { paint: painterFor(options), width: options.width };
  const files = reportByFile(report);
  const blocks = [...files.flatMap((file) => diagnosticBlocks(file, layout)), ...summaryBlocks(report, files, layout)];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

type Note = readonly [label: string, text: string];

/** One thing to report, whatever it is. */
interface Diagnostic {
  readonly title: string;
  readonly styles: readonly Style[];
  readonly message: string;
  readonly file: string;
  readonly range: SourceRange;
  /** Further facts, each with its label, in the order in which they are shown. */
  readonly notes: readonly Note[];
}

function diagnosticBlocks(file: FileReport, layout: Layout): readonly (readonly string[])[] {
  const open = file.findings.filter(({ item }) => item.status === "open");
  return [
    ...file.problems.map((problem) => diagnosticLines(problemDiagnostic(problem), file.lines, layout)),
    ...open.map((finding) => diagnosticLines(findingDiagnostic(finding), file.lines, layout)),
  ];
}

function problemDiagnostic({ item, environments }: Occurrence<SpecFinding>): Diagnostic {
  return {
    title: `error[${item.code}]:`,
    styles: severityStyles.high,
    message: item.message,
    file: item.file,
    range: item.range,
    notes: [...placeNotes(item.path, environments), ["help", item.help]],
  };
}

function findingDiagnostic({ item, environments }: Occurrence<PolicyFinding>): Diagnostic {
  return {
    title: `${item.severity}[${item.policy}]:`,
    styles: severityStyles[item.severity],
    message: item.message,
    file: item.file,
    range: item.range,
    notes: [
      ...placeNotes(item.path, environments),
      ["expected", item.expected],
      ["actual", item.actual],
      ...item.evidence.map((step): Note => ["evidence", step]),
      ...(item.resource === undefined ? [] : [["resource", item.resource] as const]),
      ...item.notes.map((note): Note => ["note", note]),
      // What a waiver would name, which is often less precise than where the finding points.
      ["target", `${formatSpecPath(item.target)}, finding ${item.key}`],
      ["help", item.help],
    ],
  };
}

function placeNotes(path: SpecPath, environments: readonly string[]): readonly Note[] {
  return [
    ...(path.length > 0 ? [["at", formatSpecPath(path)] as const] : []),
    ...(environments.length > 0 ? [["environments", environments.join(", ")] as const] : []),
  ];
}

function diagnosticLines(diagnostic: Diagnostic, source: SpecLines, layout: Layout): readonly string[] {
  const { title, styles, message, file, range, notes } = diagnostic;
  const { paint, width } = layout;
  const gutter = String(range.line).length;
  const indent = " ".repeat(gutter);
  return [
    ...hangingText({ indent: "", label: title, styles, text: message, hang: 2 }, layout),
    `${indent}${paint("-->", "blue")} ${visibleText(file)}:${range.line}:${range.column}`,
    ...codeFrame(source, range, { paint, gutter, width }),
    ...notes.flatMap(([label, text]) =>
      hangingText({ indent: `${indent} `, label: `= ${label}:`, styles: ["blue"], text }, layout),
    ),
  ];
}
