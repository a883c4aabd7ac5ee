import { applyEdit } from "../../schema/edit/apply-edit.ts";
import type { PolicyFinding, Suggestion, SystemReport } from "../check-report.ts";

/** Adds to each open finding of a system that has a fix the lines of the spec that it changes. */
export function suggestFixes(system: SystemReport): SystemReport {
  const findings = system.findings.map((finding): PolicyFinding => {
    if (finding.fix === undefined || finding.status !== "open") return finding;
    const edited = applyEdit(system.text, finding.fix);
    return edited === undefined ? finding : { ...finding, suggestion: changedLines(system.text, edited) };
  });
  return { ...system, findings };
}

function changedLines(before: string, after: string): Suggestion {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return { line: start + 1, endLine: old.length - end, lines: now.slice(start, now.length - end) };
}
