import { compareText } from "../../schema/finding.ts";
import type { CheckReport, PolicyFinding, SystemReport } from "../check-report.ts";
import { identityOf } from "../delta/identity.ts";

/** The findings that were there when a team began to use policies: they are counted, and new ones stand out. */
export type Baseline = ReadonlySet<string>;

/** What a baseline makes of a run. */
export interface Judged {
  /** The report, where open findings of the baseline are `known`. */
  readonly report: CheckReport;
  /** Entries of the baseline that nothing finds any more, of systems that the run looked at. */
  readonly gone: readonly string[];
}

/** The open findings of a run, as entries of a baseline in their order. */
export function openEntries(report: CheckReport): readonly string[] {
  const entries = report.systems.flatMap((system) =>
    system.findings.filter(({ status }) => status === "open").map((finding) => entryOf(system, finding)),
  );
  return [...new Set(entries)].sort(compareText);
}

/**
 * The entries of a baseline that a run says nothing of: of systems that it did not look at, and where it looked at one
 * `environment` alone, of their other environments.
 */
export function entriesElsewhere(
  baseline: Baseline,
  { systems }: CheckReport,
  environment: string | undefined,
): readonly string[] {
  const names = new Set(systems.map(nameOf));
  const whole = new Set(environment === undefined ? systems.map(({ system }) => system) : []);
  return [...baseline].filter((entry) => {
    const [name = ""] = entry.split(separator);
    return !names.has(name) && !whole.has(name.replace(/ \(.*\)$/, ""));
  });
}

/** Tells the findings that the baseline knows from new ones. */
export function applyBaseline(report: CheckReport, baseline: Baseline): Judged {
  const seen = new Set<string>();
  const systems = report.systems.map((system) => ({
    ...system,
    findings: system.findings.map((finding): PolicyFinding => {
      const entry = entryOf(system, finding);
      seen.add(entry);
      return finding.status === "open" && baseline.has(entry) ? { ...finding, status: "known" } : finding;
    }),
  }));
  // A spec with mistakes was not checked: what it would find is not known to be gone.
  const checked = new Set(report.systems.filter(({ problems }) => problems.length === 0).map(nameOf));
  const gone = [...baseline].filter((entry) => !seen.has(entry) && checked.has(entry.split(separator)[0] ?? ""));
  return { report: { ...report, baseline: true, systems }, gone: gone.sort(compareText) };
}

/**
 * What a finding is, whatever its line: system, environment, and what it is in its system. The same finding in two
 * environments is two entries: one of them can be mended alone.
 */
function entryOf(system: SystemReport, finding: PolicyFinding): string {
  return [nameOf(system), identityOf(finding)].join(separator);
}

const separator = " | ";

function nameOf({ system, environment, file }: Pick<SystemReport, "system" | "environment" | "file">): string {
  return `${system ?? file}${environment === undefined ? "" : ` (${environment})`}`;
}
