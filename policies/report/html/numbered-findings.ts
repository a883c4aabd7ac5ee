import { severities } from "../../../schema/finding.ts";
import type { PolicyFinding } from "../../check-report.ts";
import type { FileReport, Occurrence } from "../report-by-file.ts";

/** A finding of the page, with the id that links lead to. */
export interface NumberedFinding extends Occurrence<PolicyFinding> {
  readonly anchor: string;
  readonly file: FileReport;
}

/** Every finding in the order of the page: the worst first, then as they stand in the specs. */
export function numberedFindings(files: readonly FileReport[]): readonly NumberedFinding[] {
  return files
    .flatMap((file) => file.findings.map((occurrence) => ({ ...occurrence, file })))
    .sort((left, right) => severities.indexOf(left.item.severity) - severities.indexOf(right.item.severity))
    .map((finding, index) => ({ ...finding, anchor: `finding-${index + 1}` }));
}

/** Where a finding of one system stands in the page, which has once what several environments share; empty where it is gone. */
export function anchorsOf(files: readonly FileReport[]): (finding: PolicyFinding) => string {
  const anchors = new Map(numberedFindings(files).map(({ item, anchor }) => [identityOf(item), anchor]));
  return (finding) => anchors.get(identityOf(finding)) ?? "";
}

/** The difference of an edit has the same findings, without suggestions. */
function identityOf({ suggestion: _, ...finding }: PolicyFinding): string {
  return JSON.stringify(finding);
}
