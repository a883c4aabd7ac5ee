import { count } from "../../schema/count.ts";
import { type Severity, type SourceRange, severities } from "../../schema/finding.ts";
import type { CheckReport, Delta, LineRange } from "../check-report.ts";
import { changedFindings, deltaSummary } from "./delta-view.ts";
import { inOnly } from "./in-only.ts";
import { type LaidOver, laidOver } from "./laid-over.ts";
import { failsRun, outcomeOf } from "./outcome.ts";
import { pathFromTop } from "./path-from-top.ts";
import type { ReportOptions } from "./renderer.ts";
import { type FileReport, reportByFile } from "./report-by-file.ts";
import { verdictText } from "./verdict-text.ts";
import { visibleText } from "./visible-text.ts";

/**
 * The most annotations that GitHub shows of one level in one step; those beyond it would be lost in silence.
 * https://docs.github.com/en/actions/reference/limits
 */
const annotationLimit = 10;

/**
 * Workflow commands, which GitHub Actions shows as annotations on the lines of the spec: findings that fail the run
 * as errors, the others as warnings and notices, the worst first. Waived findings are left to the other reports.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub(report: CheckReport, { sourceFolder }: ReportOptions): string {
  const files = reportByFile(report);
  const outcome = outcomeOf(report, files);
  const problems = files.flatMap((file) =>
    file.problems.map(({ item, environments }): Annotation => {
      const { file: path, range, code, message, help } = item;
      return {
        level: "error",
        file: path,
        range,
        title: code,
        text: `${message}${inOnly(environments)}\nhelp: ${help}`,
      };
    }),
  );
  const findings = files
    .flatMap((file) => file.findings)
    .filter(({ item }) => item.status === "open")
    .sort((left, right) => severities.indexOf(left.item.severity) - severities.indexOf(right.item.severity))
    .map(({ item, environments }): Annotation => {
      const { file, range, policy, severity, message, expected, actual, help } = item;
      const text = `${message}${inOnly(environments)}\nexpected: ${expected}\nactual: ${actual}\nhelp: ${help}`;
      const level = failsRun(item, report.failOn) ? "error" : levelOf(severity);
      return { level, file, range, title: `${severity}: ${policy}`, text };
    });
  const placed = report.delta ? onChangedLines(findings, report.delta) : findings;
  const { label, reason } = verdictText(report, outcome);
  const notices = files.flatMap((file) => laidOverNotice(file, report.delta));
  const annotations = [...problems, ...placed, ...notices];
  const commands = withinLimit(annotations.map((each) => ({ ...each, file: pathFromTop(each.file, sourceFolder) })));
  const against = report.delta
    ? [
        `groundplan: against ${visibleText(report.delta.against)}: ${deltaSummary(changedFindings(report.delta), outcome)}\n`,
      ]
    : [];
  return [...commands, ...against, `groundplan: ${label}, ${reason}\n`].join("");
}

/**
 * The annotations on lines that the edit touched; those on other lines would stand where nobody looks, and become one
 * on the first touched line, which names all of them.
 */
function onChangedLines(annotations: readonly Annotation[], delta: Delta): readonly Annotation[] {
  const isHere = ({ file, range }: Annotation): boolean => isTouched(delta, file, range);
  const others = annotations.filter((annotation) => !isHere(annotation));
  const [worst] = levels.flatMap((level) => others.filter((each) => each.level === level));
  if (!worst) return annotations;
  const line = changedIn(delta, worst.file)[0]?.line ?? worst.range.line;
  const summary: Annotation = {
    level: worst.level,
    file: worst.file,
    range: { line, column: 1, endLine: line, endColumn: 1 },
    title: `${count(others.length, "new finding")} on ${others.length === 1 ? "a line" : "lines"} that this edit does not touch`,
    text: others
      .map(({ file, range, title, text }) => `${file}:${range.line} ${title}: ${text.split("\n")[0]}`)
      .join("\n"),
  };
  // First among its like, so that the limit leaves it in.
  return [summary, ...annotations.filter(isHere)];
}

function changedIn({ files }: Delta, file: string): readonly LineRange[] {
  return files.find((each) => each.file === file)?.changed ?? [];
}

function isTouched(delta: Delta, file: string, range: LineRange): boolean {
  return changedIn(delta, file).some(({ line, endLine }) => line <= range.endLine && range.line <= endLine);
}

/** Overrides and renames, which nobody should miss and nothing is wrong with: those of an edit, where there is one. */
function laidOverNotice(file: FileReport, delta: Delta | undefined): readonly Annotation[] {
  const isShown = ({ line }: LaidOver): boolean => !delta || isTouched(delta, file.file, { line, endLine: line });
  const notes = laidOver(file).filter(isShown);
  const [first] = notes;
  if (!first) return [];
  const range = { line: first.line, column: 1, endLine: first.line, endColumn: 1 };
  const text = notes.map((note) => `line ${note.line}: ${note.text}`).join("\n");
  return [{ level: "notice", file: file.file, range, title: "overrides and renames", text }];
}

const levels = ["error", "warning", "notice"] as const;

type Level = (typeof levels)[number];

interface Annotation {
  readonly level: Level;
  readonly file: string;
  readonly range: SourceRange;
  readonly title: string;
  readonly text: string;
}

function levelOf(severity: Severity): Level {
  return severity === "low" || severity === "info" ? "notice" : "warning";
}

function withinLimit(annotations: readonly Annotation[]): readonly string[] {
  return levels.flatMap((level) => {
    const own = annotations.filter((annotation) => annotation.level === level);
    const left = own.length - annotationLimit;
    const more =
      left > 0 ? [`groundplan: ${left} more of the level ${level}; the other report formats show them\n`] : [];
    return [...own.slice(0, annotationLimit).map(command), ...more];
  });
}

function command({ level, file, range, title, text }: Annotation): string {
  const properties = Object.entries({
    file,
    line: range.line,
    // The end is the last line and column that belong to the finding; ours are the first ones that do not.
    ...(range.endLine === range.line &&
      range.endColumn > range.column && { col: range.column, endColumn: Math.max(range.column, range.endColumn - 1) }),
    title: `groundplan ${title}`,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(",")}::${escapeData(text.split("\n").map(visibleText).join("\n"))}\n`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visibleText(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
