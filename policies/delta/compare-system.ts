import { severities } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { ChangedFinding, PolicyFinding, SystemReport } from "../check-report.ts";
import { identitiesBefore, identityOf } from "./identity.ts";

/** What became of the findings of one system. */
export interface ComparedSystem {
  /** As it is now, where findings that were there before are `known`. */
  readonly report: SystemReport;
  readonly findings: readonly ChangedFinding[];
}

/** Compares the findings of a system with those that it had. */
export function compareSystem(before: SystemReport, after: SystemReport): ComparedSystem {
  const renames = after.renames ?? [];
  const olds = new Map(
    before.findings.flatMap((old) => identitiesBefore(old, renames).map((identity) => [identity, old])),
  );
  const judged = after.findings.map((finding) => judge(finding, olds.get(identityOf(finding))));
  const found = new Set(after.findings.map(identityOf));
  const isGone = (old: PolicyFinding): boolean =>
    !identitiesBefore(old, renames).some((identity) => found.has(identity));
  const gone = before.findings.filter(isGone).flatMap((old) => leftBehind(old, after));
  return {
    report: { ...after, findings: judged.map(({ finding }) => finding) },
    findings: [...judged.flatMap(({ changed }) => (changed ? [changed] : [])), ...gone],
  };
}

interface JudgedFinding {
  readonly finding: PolicyFinding;
  readonly changed?: ChangedFinding;
}

/** A finding that is worse than it was, or that nobody answers for any more, is as loud as a new one. */
function judge(finding: PolicyFinding, old: PolicyFinding | undefined): JudgedFinding {
  const as = (change: ChangedFinding["change"], was?: string): JudgedFinding => {
    if (was === undefined) return { finding, changed: { change, finding } };
    const noted = { ...finding, notes: [...finding.notes, `it was ${was} before`] };
    return { finding: noted, changed: { change, finding: noted, was } };
  };
  if (finding.status === "waived") {
    if (old?.status !== "waived") return as("waived", old && "open");
    const [was = "", now = ""] = [old.waiver?.expires, finding.waiver?.expires];
    return now > was ? as("prolonged", `waived until ${was}`) : { finding };
  }
  if (!old) return as("new");
  if (old.status === "waived") return as("unwaived", `waived until ${old.waiver?.expires}`);
  if (severities.indexOf(finding.severity) < severities.indexOf(old.severity))
    return as("worse", `of severity ${old.severity}`);
  return { finding: { ...finding, status: "known" } };
}

/** What cannot be judged any more is not fixed, and neither is what nobody asks about. */
function leftBehind(old: PolicyFinding, { coverage }: SystemReport): readonly ChangedFinding[] {
  const asked = coverage.find(({ policy }) => policy === old.policy);
  if (!asked) return [{ change: "unasked", finding: old }];
  const target = formatSpecPath(old.target);
  if (asked.notEvaluated.some((each) => formatSpecPath(each.target) === target)) return [];
  return [{ change: "fixed", finding: old }];
}
