import { severities } from "../../../schema/finding.ts";
import type { CheckReport } from "../../check-report.ts";
import { expiringDays, knownWords, type Outcome } from "../outcome.ts";

/** The numbers at the head of the page. */
export function countsOf(
  report: CheckReport,
  { problems, open, known, waived, expiring, notEvaluated, compliant }: Outcome,
): readonly object[] {
  const counts = [
    ...(problems > 0 ? [{ number: problems, name: problems === 1 ? "mistake" : "mistakes", tone: "critical" }] : []),
    ...severities.filter((severity) => open[severity] > 0).map((name) => ({ number: open[name], name, tone: name })),
    ...(known > 0 ? [{ number: known, name: knownWords(report) }] : []),
    { number: waived, name: "waived" },
    ...(expiring > 0 ? [{ number: expiring, name: `within ${expiringDays} days of the waiver's end` }] : []),
    { number: notEvaluated, name: "not evaluated" },
    { number: compliant, name: compliant === 1 ? "check passed" : "checks passed" },
  ];
  return counts.map((each) => ({ tone: "", ...each }));
}
