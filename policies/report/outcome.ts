import { type Severity, severities } from "../../schema/finding.ts";
import type { CheckReport, PolicyFinding } from "../check-report.ts";
import { type FileReport, reportByFile } from "./report-by-file.ts";

/** How a run ends. `invalid` wins over `findings`: what could not be compiled was not checked. */
export type Verdict = "clean" | "findings" | "invalid";

/** The days before its end within which a waiver counts as expiring. */
export const expiringDays = 14;

/** What a run comes to. What several environments of a file share counts once. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Mistakes in specs. */
  readonly problems: number;
  /** Open findings of each severity. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Open findings at or above the gate. */
  readonly failing: number;
  /** Findings that the baseline knows, or that were there before. */
  readonly known: number;
  readonly waived: number;
  /** Waived findings whose waiver ends within {@link expiringDays} days. */
  readonly expiring: number;
  readonly notEvaluated: number;
  /** Targets that do what a policy asks, over all policies, systems and environments. */
  readonly compliant: number;
}

/** Counts a run and judges it against its gate. */
export function outcomeOf(report: CheckReport, files: readonly FileReport[] = reportByFile(report)): Outcome {
  const findings = files.flatMap((file) => file.findings.map(({ item }) => item));
  const open = findings.filter((finding) => finding.status === "open");
  const waived = findings.filter((finding) => finding.status === "waived");
  const problems = sum(files, (file) => file.problems.length);
  const failing = open.filter((finding) => failsRun(finding, report.failOn)).length;
  return {
    verdict: problems > 0 ? "invalid" : failing > 0 ? "findings" : "clean",
    problems,
    open: countBySeverity(open),
    failing,
    known: findings.filter((finding) => finding.status === "known").length,
    waived: waived.length,
    expiring: waived.filter(({ waiver }) => waiver !== undefined && waiver.daysLeft <= expiringDays).length,
    notEvaluated: sum(files, (file) => file.notEvaluated.length),
    compliant: sum(report.systems, (system) => sum(system.coverage, (policy) => policy.compliant)),
  };
}

/** What is said of findings that are `known`. */
export function knownWords({ delta }: CheckReport): string {
  return delta ? "there before" : "known from the baseline";
}

/** Whether a finding is open and at or above the gate of the run. */
export function failsRun(finding: PolicyFinding, failOn: CheckReport["failOn"]): boolean {
  if (failOn === "never" || finding.status !== "open") return false;
  return severities.indexOf(finding.severity) <= severities.indexOf(failOn);
}

function countBySeverity(findings: readonly PolicyFinding[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
