import { benchmarks, type CheckedControl, checkedControls } from "../benchmarks/benchmarks.ts";
import { type CheckReport, lackTexts, type PolicyCoverage, type SystemReport } from "../check-report.ts";
import { groupBy } from "../facts/group-by.ts";
import { count } from "./count.ts";
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
export interface ControlRow extends CheckedControl {
  readonly state: ControlState;
  /** Why it was not evaluated, or what would ask it. Empty for the other states. */
  readonly why: readonly string[];
}

/** One benchmark, as far as policies check it. */
export interface BenchmarkView {
  readonly name: string;
  readonly controls: readonly ControlRow[];
}

/** How a run stands against public benchmarks, control by control. Controls that no policy checks are not in it. */
export function benchmarkViews(report: CheckReport, policies: readonly PolicyDescription[]): readonly BenchmarkView[] {
  const systems = report.systems.map(standings);
  return benchmarks.flatMap((benchmark) => {
    const controls = checkedControls(benchmark, policies).map((control) => rowOf(control, systems));
    return controls.length === 0 ? [] : [{ name: benchmark.name, controls }];
  });
}

/** How one policy came out in one system. */
interface Standing {
  readonly state: ControlState;
  readonly why?: string;
}

/** How a system stands with any policy. */
interface SystemStandings {
  readonly name: string;
  readonly of: (policy: string) => Standing;
}

function standings(report: SystemReport): SystemStandings {
  const { file, system = file, environment, problems, notAsked = [] } = report;
  const coverage = new Map(report.coverage.map((each) => [each.policy, each]));
  const lacks = new Map(notAsked.map(({ policy, by }) => [policy, lackTexts[by]]));
  return {
    name: environment === undefined ? system : `${system} (${environment})`,
    of: (policy) => {
      const own = coverage.get(policy);
      if (own) return standingOf(own);
      const lack = lacks.get(policy);
      if (lack !== undefined) return { state: "not asked", why: `${policy}: ${lack}` };
      const why = problems.length > 0 ? "no policy is asked of a spec with mistakes" : `${policy} was not asked`;
      return { state: "not evaluated", why };
    },
  };
}

function standingOf({ policy, compliant, open, waived, notEvaluated }: PolicyCoverage): Standing {
  if (open > 0) return { state: "fail" };
  if (notEvaluated.length > 0)
    return { state: "not evaluated", why: `${policy} could not judge ${count(notEvaluated.length, "target")}` };
  if (waived > 0) return { state: "waived" };
  return { state: compliant > 0 ? "pass" : "not applicable" };
}

function rowOf(control: CheckedControl, systems: readonly SystemStandings[]): ControlRow {
  const all = systems.flatMap(({ name, of }) => control.policies.map((policy) => ({ name, ...of(policy) })));
  const state = controlStates.find((each) => all.some((standing) => standing.state === each)) ?? "not applicable";
  const reasons = all.flatMap(({ state: own, why, name }) => (own === state && why ? [{ why, name }] : []));
  return { ...control, state, why: inWords(reasons, systems.length) };
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
