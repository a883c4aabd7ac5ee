import type { Result } from "sarif";
import type { ChangedFinding, CheckReport, PolicyFinding } from "../check-report.ts";
import { changedFindings } from "./delta-view.ts";
import type { Occurrence } from "./report-by-file.ts";

/**
 * How findings stand to an earlier state, where there is one. One that lost its waiver, got one or is worse than it was
 * is the same result, and not as it was. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, 3.27.24
 */
export function baselineStates({ baseline, delta }: CheckReport): (finding: PolicyFinding) => Result["baselineState"] {
  if (!delta) return ({ status }) => (baseline ? (status === "known" ? "unchanged" : "new") : undefined);
  const changes = new Map(
    delta.systems.flatMap(({ findings }) => findings.map((each) => [JSON.stringify(each.finding), each] as const)),
  );
  return (finding) => {
    const changed = changes.get(JSON.stringify(finding));
    if (!changed) return "unchanged";
    return changed.was === undefined ? "new" : "updated";
  };
}

/** The findings of the earlier state that are none any more, as they were. */
export function goneFindings({ delta }: CheckReport): readonly Occurrence<PolicyFinding>[] {
  if (!delta) return [];
  const isGone = ({ item }: Occurrence<ChangedFinding>): boolean => ["fixed", "unasked"].includes(item.change);
  return changedFindings(delta)
    .filter(isGone)
    .map(({ item, environments }) => ({ item: item.finding, environments }));
}
