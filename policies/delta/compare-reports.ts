import type { ChangedFinding, CheckReport, Delta, PolicyFinding, SystemDelta, SystemReport } from "../check-report.ts";
import { changedLines } from "./changed-lines.ts";
import { compareSystem } from "./compare-system.ts";

/**
 * What an edit changes: the report where findings that were there before are `known`, with the difference beside it.
 * Systems are compared by name and environment, findings by what they are and never by their line.
 */
export function compareReports(before: CheckReport, after: CheckReport, against: string): CheckReport {
  const compared = after.systems.map((now) => compareOne(now, before.systems));
  const systems = compared.map(({ report }) => report);
  const removed = before.systems.filter((old) => isRemoved(old, after.systems)).map(removedSystem);
  const delta: Delta = {
    against,
    systems: [...compared.map(({ delta: own }) => own), ...removed],
    files: [...new Set(after.systems.map(({ file }) => file))].map((file) => ({
      file,
      changed: changedLines(textBefore(file, before, after), textOf(file, after)),
    })),
  };
  return { ...after, systems, delta };
}

interface Compared {
  readonly report: SystemReport;
  readonly delta: SystemDelta;
}

function compareOne(now: SystemReport, olds: readonly SystemReport[]): Compared {
  const { file, system, environment, resources } = now;
  const named = { file, ...(system !== undefined && { system }), ...(environment !== undefined && { environment }) };
  if (now.problems.length > 0) return { report: now, delta: { ...named, state: "invalid", findings: [] } };
  const old = olds.find((each) => isSame(each, now) && each.problems.length === 0);
  const base = { ...named, ...(resources && { resources }) };
  if (!old) {
    const wasInvalid = olds.some((each) => each.problems.length > 0 && (each.file === file || isSame(each, now)));
    const findings = now.findings.flatMap((finding) => newFinding(finding));
    return { report: now, delta: { ...base, state: wasInvalid ? "invalid-before" : "new", findings } };
  }
  const { report, findings } = compareSystem(old, now);
  return { report, delta: { ...base, state: "compared", findings } };
}

/** Where nothing was, all is new. */
function newFinding(finding: PolicyFinding): readonly ChangedFinding[] {
  return [{ change: finding.status === "waived" ? "waived" : "new", finding }];
}

function isRemoved(old: SystemReport, systems: readonly SystemReport[]): boolean {
  return old.problems.length === 0 && !systems.some((now) => isSame(old, now) || mayBe(old, now));
}

/** A spec with mistakes may not say what it is any more. */
function mayBe(old: SystemReport, { file, problems }: SystemReport): boolean {
  return problems.length > 0 && file === old.file;
}

function removedSystem({ file, system, environment }: SystemReport): SystemDelta {
  const named = { ...(system !== undefined && { system }), ...(environment !== undefined && { environment }) };
  return { file, ...named, state: "removed", findings: [] };
}

function isSame(left: SystemReport, right: SystemReport): boolean {
  return left.system !== undefined && left.system === right.system && left.environment === right.environment;
}

function textOf(file: string, { systems }: CheckReport): string {
  return systems.find((system) => system.file === file)?.text ?? "";
}

/** The text of the same file, or of the one that held the system before. */
function textBefore(file: string, before: CheckReport, after: CheckReport): string {
  const named = after.systems.filter((system) => system.file === file);
  const old =
    before.systems.find((system) => system.file === file) ??
    before.systems.find((each) => named.some((now) => isSame(each, now)));
  return old?.text ?? "";
}
