import { compareText } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { Anchor, Policy } from "../rule.ts";
import type { Benchmark, BenchmarkRow } from "./benchmark.ts";
import { cisAwsBenchmark } from "./cis-aws.ts";
import { cisEksBenchmark } from "./cis-eks.ts";
import { fsbpStandard } from "./fsbp.ts";
import { nsaGuide } from "./nsa.ts";
import { podSecurityStandards } from "./pod-security-standards.ts";

/** The public benchmarks that a reader may look for. A new one is one file, and a line here. */
export const benchmarks: readonly Benchmark[] = [
  cisEksBenchmark,
  cisAwsBenchmark,
  fsbpStandard,
  podSecurityStandards,
  nsaGuide,
];

/** A policy that checks a control. */
export interface ControlCheck extends Pick<Anchor, "about"> {
  readonly policy: string;
}

/** A control of a benchmark, with the policies that check it. */
export interface CheckedControl extends Pick<Anchor, "control" | "url">, Pick<BenchmarkRow, "title" | "limit"> {
  /** Sorted by policy. */
  readonly checks: readonly ControlCheck[];
}

/** The controls of a benchmark that policies check, in the benchmark's order. */
export function checkedControls(
  { rows }: Pick<Benchmark, "rows">,
  policies: readonly Pick<Policy, "id" | "anchors">[],
): readonly CheckedControl[] {
  const byControl = checksByControl(policies);
  return rows.flatMap(({ controls, gap: _, ...row }) =>
    controls.flatMap((anchor) => {
      const checks = byControl.get(anchor.control);
      return checks ? [{ ...anchor, ...row, checks }] : [];
    }),
  );
}

/** A row of a benchmark's table that no policy checks, with the reason. */
export type UncheckedRow = BenchmarkRow & Required<Pick<BenchmarkRow, "gap">>;

/** What no policy checks, in the benchmark's order. What the rule of a pack checks is not among it. */
export function uncheckedRows(
  { rows }: Pick<Benchmark, "rows">,
  policies: readonly Pick<Policy, "anchors">[],
): readonly UncheckedRow[] {
  const anchored = new Set(policies.flatMap(({ anchors }) => anchors.map(({ control }) => control)));
  return rows.flatMap(({ controls, gap, ...row }) => {
    const left = controls.filter(({ control }) => !anchored.has(control));
    return gap && left.length > 0 ? [{ ...row, gap, controls: left }] : [];
  });
}

function checksByControl(
  policies: readonly Pick<Policy, "id" | "anchors">[],
): ReadonlyMap<string, readonly ControlCheck[]> {
  const checks = policies.flatMap(({ id, anchors }) =>
    anchors.map(({ control, about }) => ({ control, check: { policy: id, ...(about && { about }) } })),
  );
  const groups = groupBy(checks, ({ control }) => control);
  return new Map(
    [...groups].map(([control, own]) => [
      control,
      own.map(({ check }) => check).sort((left, right) => compareText(left.policy, right.policy)),
    ]),
  );
}
