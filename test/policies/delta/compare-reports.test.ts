import { describe, expect, test } from "vitest";
import type { CheckReport, PolicyFinding, SystemReport } from "../../../policies/check-report.ts";
import { compareReports } from "../../../policies/delta/compare-reports.ts";
import { openFinding, waivedFinding } from "../report/sample-report.ts";

const judged = { policy: openFinding.policy, compliant: 0, open: 1, waived: 0, notEvaluated: [] };

function reportOf(findings: readonly PolicyFinding[], more: Partial<SystemReport> = {}): CheckReport {
  const coverage = [judged, { ...judged, policy: waivedFinding.policy }];
  const system = { file: "spec.yaml", text: "", system: "shop", problems: [], findings, coverage, ...more };
  return { today: "2026-11-20", failOn: "high", systems: [system] };
}

function compared(before: CheckReport, after: CheckReport) {
  const { delta, systems } = compareReports(before, after, "main");
  return {
    changes: delta?.systems.flatMap(({ findings }) => findings.map(({ change }) => change)),
    statuses: systems.flatMap(({ findings }) => findings.map(({ status }) => status)),
    notes: systems.flatMap(({ findings }) => findings.flatMap(({ notes }) => notes)),
  };
}

const elsewhere: PolicyFinding = { ...openFinding, range: { line: 90, column: 1, endLine: 90, endColumn: 2 } };

describe("a finding that was there before", () => {
  test("is known, wherever it stands now", () => {
    expect(compared(reportOf([elsewhere]), reportOf([openFinding]))).toMatchObject({
      changes: [],
      statuses: ["known"],
    });
  });

  test("is loud when it is worse, and says what it was", () => {
    const mild = reportOf([{ ...openFinding, severity: "medium" }]);
    expect(compared(mild, reportOf([openFinding]))).toMatchObject({ changes: ["worse"], statuses: ["open"] });
    expect(compared(mild, reportOf([openFinding])).notes).toContain("it was of severity medium before");
    expect(compared(reportOf([openFinding]), mild)).toMatchObject({ changes: [], statuses: ["known"] });
  });

  test("is not fixed when nobody can judge it any more", () => {
    const unknown = { ...judged, notEvaluated: [{ target: openFinding.target, reason: "known only at apply" }] };
    expect(compared(reportOf([openFinding]), reportOf([], { coverage: [unknown] })).changes).toEqual([]);
    expect(compared(reportOf([openFinding]), reportOf([], { coverage: [] })).changes).toEqual(["unasked"]);
    expect(compared(reportOf([openFinding]), reportOf([])).changes).toEqual(["fixed"]);
  });

  test("is known again under another name", () => {
    const old: PolicyFinding = { ...openFinding, target: ["stores", "files", "lifecycle"], key: "bucket:files" };
    const now: PolicyFinding = { ...openFinding, target: ["stores", "uploads", "lifecycle"], key: "bucket:uploads" };
    const renames = [{ path: ["stores", "uploads"], from: "files", line: 1, moved: 1, replaced: [] }];
    expect(compared(reportOf([old]), reportOf([now], { renames })).changes).toEqual([]);
    expect(compared(reportOf([old]), reportOf([now])).changes).toEqual(["new", "fixed"]);
  });

  test("is not the same in another environment", () => {
    const prod = reportOf([openFinding], { environment: "prod" });
    expect(compared(reportOf([openFinding]), prod).changes).toEqual(["new"]);
  });
});

test("a report compared with itself has no difference, and no open finding", () => {
  const report = reportOf([openFinding, waivedFinding]);
  expect(compared(report, report)).toMatchObject({ changes: [], statuses: ["known", "waived"] });
});

test("findings in another order make the same difference", () => {
  const second: PolicyFinding = { ...openFinding, key: "subnet:public-b" };
  const before = [openFinding, waivedFinding, second];
  const after = reportOf([{ ...openFinding, key: "subnet:public-c" }]);
  const one = compareReports(reportOf(before), after, "main").delta?.systems[0]?.findings;
  const other = compareReports(reportOf([...before].reverse()), after, "main").delta?.systems[0]?.findings;
  const sorted = (findings: typeof one) => findings?.map((each) => JSON.stringify(each)).sort();
  expect(sorted(one)).toEqual(sorted(other));
});
