import { applyEdit } from "../../schema/edit/apply-edit.ts";
import type { PolicyFinding, Suggestion, SystemReport } from "../check-report.ts";
import { showLines } from "../hidden/show-lines.ts";

/**
 * Adds to each open finding of a system that has a fix the lines of the spec that it changes. Lines with what looks like
 * a secret are shown by no report, so a fix of them is left to `check --fix`.
 */
export function suggestFixes(system: SystemReport): SystemReport {
  if (!system.findings.some(canBeFixed)) return system;
  const { hidden } = showLines(system.text);
  const findings = system.findings.map((finding): PolicyFinding => {
    const edited = canBeFixed(finding) ? applyEdit(system.text, finding.fix) : undefined;
    const suggestion = edited === undefined ? undefined : changedLines(system.text, edited);
    if (!suggestion || [...hidden.keys()].some((line) => line >= suggestion.line && line <= suggestion.endLine))
      return finding;
    return { ...finding, suggestion };
  });
  return { ...system, findings };
}

function canBeFixed(finding: PolicyFinding): finding is PolicyFinding & Required<Pick<PolicyFinding, "fix">> {
  return finding.fix !== undefined && finding.status === "open";
}

function changedLines(before: string, after: string): Suggestion {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return { line: start + 1, endLine: old.length - end, lines: now.slice(start, now.length - end) };
}
