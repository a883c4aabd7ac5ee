import { benchmarks, type CheckedControl, checkedControls } from "../benchmarks/benchmarks.ts";
import type { CheckReport, PolicyCoverage } from "../check-report.ts";
import type { PolicyDescription } from "./renderer.ts";

/** Every {@link ControlState}, the worst first. */
export const controlStates = ["fail", "waived", "not evaluated", "pass", "not applicable"] as const;

/** How the policies that a control asks for came out. The worst that any of them says is the control's. */
export type ControlState = (typeof controlStates)[number];

/** One control of a benchmark, with the policies that check it. */
export interface ControlRow extends CheckedControl {
  readonly state: ControlState;
}

/** One benchmark, as far as policies check it. */
export interface BenchmarkView {
  readonly name: string;
  readonly controls: readonly ControlRow[];
}

/** How a run stands against public benchmarks, control by control. Controls that no policy checks are not in it. */
export function benchmarkViews(report: CheckReport, policies: readonly PolicyDescription[]): readonly BenchmarkView[] {
  const states = policyStates(report);
  return benchmarks.flatMap((benchmark) => {
    const controls = checkedControls(benchmark, policies).map((control): ControlRow => {
      const own = control.policies.map((id) => states.get(id) ?? "not applicable");
      return { ...control, state: own.reduce(worse, "not applicable") };
    });
    return controls.length === 0 ? [] : [{ name: benchmark.name, controls }];
  });
}

function worse(left: ControlState, right: ControlState): ControlState {
  return controlStates.indexOf(left) < controlStates.indexOf(right) ? left : right;
}

function policyStates(report: CheckReport): ReadonlyMap<string, ControlState> {
  const states = new Map<string, ControlState>();
  for (const coverage of report.systems.flatMap((system) => system.coverage))
    states.set(coverage.policy, worse(states.get(coverage.policy) ?? "not applicable", stateOf(coverage)));
  return states;
}

function stateOf({ compliant, open, waived, notEvaluated }: PolicyCoverage): ControlState {
  if (open > 0) return "fail";
  if (waived > 0) return "waived";
  if (notEvaluated.length > 0) return "not evaluated";
  return compliant > 0 ? "pass" : "not applicable";
}
