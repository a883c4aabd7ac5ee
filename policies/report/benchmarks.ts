import { compareText } from "../../schema/finding.ts";
import type { CheckReport, PolicyCoverage } from "../check-report.ts";
import type { PolicyDescription } from "./renderer.ts";

/** The public benchmarks that a reader may look for, by the words that an anchor's control begins with. */
const benchmarks = [
  { prefix: "CIS-EKS", name: "CIS Amazon EKS Benchmark 1.8.0" },
  { prefix: "CIS-AWS", name: "CIS AWS Foundations Benchmark 6.0.0" },
  { prefix: "FSBP", name: "AWS Foundational Security Best Practices" },
  { prefix: "PSS", name: "Kubernetes Pod Security Standards" },
  { prefix: "NSA", name: "NSA and CISA Kubernetes Hardening Guide" },
] as const;

/** How the policies that a control asks for came out. The worst that any of them says is the control's. */
export type ControlState = "fail" | "waived" | "not evaluated" | "pass" | "not applicable";

/** One control of a benchmark, with the policies that check it. */
export interface ControlRow {
  readonly control: string;
  readonly url: string;
  readonly policies: readonly string[];
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
  return benchmarks.flatMap(({ prefix, name }) => {
    const rows = new Map<string, ControlRow>();
    for (const { id, anchors } of policies)
      for (const { control, url = "" } of anchors.filter((anchor) => anchor.control.startsWith(`${prefix} `))) {
        const known = rows.get(control) ?? { control, url, policies: [], state: "not applicable" as const };
        const state = worse(known.state, states.get(id) ?? "not applicable");
        rows.set(control, { ...known, policies: [...known.policies, id].sort(compareText), state });
      }
    const controls = [...rows.values()].sort((left, right) => compareControls(left.control, right.control));
    return controls.length === 0 ? [] : [{ name, controls }];
  });
}

const order: readonly ControlState[] = ["fail", "waived", "not evaluated", "pass", "not applicable"];

function worse(left: ControlState, right: ControlState): ControlState {
  return order.indexOf(left) < order.indexOf(right) ? left : right;
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

/** `5.4.2` before `5.4.10`: numbers by their size, everything else by code unit. */
function compareControls(left: string, right: string): number {
  const parts = (text: string): readonly string[] => text.split(/(\d+)/);
  const [lefts, rights] = [parts(left), parts(right)];
  for (const [index, part] of lefts.entries()) {
    const other = rights[index] ?? "";
    const difference =
      /^\d+$/.test(part) && /^\d+$/.test(other) ? Number(part) - Number(other) : compareText(part, other);
    if (difference !== 0) return difference;
  }
  return lefts.length - rights.length;
}
