import { count } from "../../schema/count.ts";
import { groupBy } from "../../schema/group-by.ts";
import {
  benchmarks,
  type CheckedControl,
  type ControlCheck,
  checkedControls,
  type UncheckedRow,
  uncheckedRows,
} from "../benchmarks/benchmarks.ts";
import {
  type CheckReport,
  lackTexts,
  type PolicyCoverage,
  type PolicyFinding,
  type SystemReport,
} from "../check-report.ts";
import type { PolicyDescription } from "./renderer.ts";

/**
 * Every {@link ControlState}, the worst first: a control's is the worst that any of its policies says of any system.
 * What was not judged comes before what is waived, because a waiver accepts a fault that is known; and before `pass`
 * comes what was not asked, because a pass says that everything was.
 */
export const controlStates = ["fail", "not evaluated", "waived", "not asked", "pass", "not applicable"] as const;

/** How the policies that check a control came out. `not applicable` is one without anything to judge. */
export type ControlState = (typeof controlStates)[number];

/** One control of a benchmark, with the policies that check it. */
export interface ControlRow extends Omit<CheckedControl, "checks"> {
  /** Their ids, sorted. */
  readonly policies: readonly string[];
  readonly state: ControlState;
  /** Why it was not evaluated, or what would ask it. Empty for the other states. */
  readonly why: readonly string[];
}

/** One benchmark: how a run stands against what policies check of it, and what none of them does. */
export interface BenchmarkView {
  readonly name: string;
  readonly page: string;
  readonly controls: readonly ControlRow[];
  readonly unchecked: readonly UncheckedRow[];
}

/** How a run stands against public benchmarks, control by control. */
export function benchmarkViews(report: CheckReport, policies: readonly PolicyDescription[]): readonly BenchmarkView[] {
  const systems = report.systems.map(standings);
  return benchmarks.flatMap((benchmark) => {
    const controls = checkedControls(benchmark, policies).map((control) => rowOf(control, systems));
    if (controls.length === 0) return [];
    const { name, page } = benchmark;
    return [{ name, page, controls, unchecked: uncheckedRows(benchmark, policies) }];
  });
}

/** How one policy came out in one system. */
interface Standing {
  readonly state: ControlState;
  readonly why?: string;
}

/** How a system stands with any policy that checks a control. */
interface SystemStandings {
  readonly name: string;
  readonly of: (check: ControlCheck) => Standing;
}

function standings(report: SystemReport): SystemStandings {
  const { file, system = file, environment, problems, notAsked = [] } = report;
  const coverage = new Map(report.coverage.map((each) => [each.policy, each]));
  const lacks = new Map(notAsked.map(({ policy, by }) => [policy, lackTexts[by]]));
  return {
    name: environment === undefined ? system : `${system} (${environment})`,
    of: ({ policy, about }) => {
      const own = coverage.get(policy);
      if (own) return standingOf(about ? partOf(own, report.findings, about) : own);
      const lack = lacks.get(policy);
      if (lack !== undefined) return { state: "not asked", why: `${policy}: ${lack}` };
      const why = problems.length > 0 ? "no policy is asked of a spec with mistakes" : `${policy} was not asked`;
      return { state: "not evaluated", why };
    },
  };
}

/** What a policy says of resources of some types. What it names no resource for counts unless it is a pass. */
function partOf(
  coverage: PolicyCoverage,
  findings: readonly PolicyFinding[],
  types: readonly string[],
): PolicyCoverage {
  const isAbout = (resource: string): boolean => types.includes(typeOf(resource));
  const isMaybeAbout = ({ resource }: { readonly resource?: string }): boolean => !resource || isAbout(resource);
  const own = findings.filter((finding) => finding.policy === coverage.policy && isMaybeAbout(finding));
  const waived = own.filter(({ status }) => status === "waived").length;
  return {
    policy: coverage.policy,
    compliant: (coverage.passes ?? []).filter(({ resource }) => resource && isAbout(resource)).length,
    open: own.length - waived,
    waived,
    notEvaluated: coverage.notEvaluated.filter(isMaybeAbout),
  };
}

/** `aws_db_instance` of `data/aws_db_instance.app_db`. */
function typeOf(address: string): string {
  return address.slice(address.indexOf("/") + 1, address.indexOf("."));
}

function standingOf({ policy, compliant, open, waived, notEvaluated }: PolicyCoverage): Standing {
  if (open > 0) return { state: "fail" };
  if (notEvaluated.length > 0)
    return { state: "not evaluated", why: `${policy} could not judge ${count(notEvaluated.length, "target")}` };
  if (waived > 0) return { state: "waived" };
  return { state: compliant > 0 ? "pass" : "not applicable" };
}

function rowOf({ checks, ...control }: CheckedControl, systems: readonly SystemStandings[]): ControlRow {
  const all = systems.flatMap(({ name, of }) => checks.map((check) => ({ name, ...of(check) })));
  const state = controlStates.find((each) => all.some((standing) => standing.state === each)) ?? "not applicable";
  const reasons = all.flatMap(({ state: own, why, name }) => (own === state && why ? [{ why, name }] : []));
  return { ...control, policies: checks.map(({ policy }) => policy), state, why: inWords(reasons, systems.length) };
}

/** A reason that does not hold for every system says for which. */
function inWords(
  reasons: readonly { readonly why: string; readonly name: string }[],
  total: number,
): readonly string[] {
  return [...groupBy(reasons, ({ why }) => why)].map(([why, own]) => {
    const names = [...new Set(own.map(({ name }) => name))];
    return names.length === total ? why : `${why} (${names.join(", ")})`;
  });
}
