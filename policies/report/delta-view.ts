import { compareText, severities } from "../../schema/finding.ts";
import {
  type ChangedFinding,
  comparePolicyFindings,
  type Delta,
  type FindingChange,
  findingChanges,
  type ResourceChanges,
  type SystemDelta,
} from "../check-report.ts";
import type { Outcome } from "./outcome.ts";
import { type Occurrence, occurrences } from "./report-by-file.ts";

/** What became of findings, where what several environments share is said once: by kind, the worst first. */
export function changedFindings({ systems }: Delta): readonly Occurrence<ChangedFinding>[] {
  const files = [...new Set(systems.map(({ file }) => file))].sort(compareText);
  const all = files.flatMap((file) => {
    const own = systems.filter((system) => system.file === file && system.state !== "removed");
    return occurrences(
      own,
      ({ findings }) => findings,
      (left, right) => comparePolicyFindings(left.finding, right.finding),
    );
  });
  const rank = ({ item: { change, finding } }: Occurrence<ChangedFinding>): number =>
    findingChanges.indexOf(change) * severities.length + severities.indexOf(finding.severity);
  return all.sort((left, right) => rank(left) - rank(right));
}

/** The words for what became of a finding. */
export const changeWords = {
  new: "new",
  worse: "worse",
  unwaived: "no longer waived",
  waived: "waived",
  prolonged: "waived for longer",
  unasked: "no longer asked",
  fixed: "fixed",
} as const satisfies Record<FindingChange, string>;

/** The difference in numbers: `new 2, fixed 5, waived 1, expiring 1`, and what else there is. */
export function deltaSummary(
  changes: readonly Occurrence<ChangedFinding>[],
  { expiring }: Pick<Outcome, "expiring">,
): string {
  const number = (kind: FindingChange): number => changes.filter(({ item }) => item.change === kind).length;
  const always = (["new", "fixed", "waived"] as const).map((kind) => `${changeWords[kind]} ${number(kind)}`);
  const others = (["worse", "unwaived", "prolonged", "unasked"] as const).flatMap((kind) =>
    number(kind) > 0 ? [`${changeWords[kind]} ${number(kind)}`] : [],
  );
  return [...always, `expiring ${expiring}`, ...others].join(", ");
}

/** A part of the difference of resources, in words, with those that are named beside it. */
export interface ResourceCount {
  readonly text: string;
  /** Whether something may be lost with it. */
  readonly isLoss: boolean;
}

/** The difference of resources in numbers: `+3 created`, `~2 changed`, `1 replaced`, `1 destroyed`. */
export function resourceCounts(changes: ResourceChanges): readonly ResourceCount[] {
  const { created, changed, replaced, destroyed } = changes;
  return [
    { text: `+${created.length} created`, number: created.length, isLoss: false },
    { text: `~${changed.length} changed`, number: changed.length, isLoss: false },
    { text: `${replaced.length} replaced`, number: replaced.length, isLoss: true },
    { text: `${destroyed.length} destroyed`, number: destroyed.length, isLoss: true },
  ].flatMap(({ number, ...shown }) => (number > 0 ? [shown] : []));
}

/** What to say of a system instead of what becomes of its resources. */
export const noResourceChanges = "no resource changes";

/** A system in an environment: `shop (prod)`. */
export function deltaName({ system, environment, file }: SystemDelta): string {
  return `${system ?? file}${environment === undefined ? "" : ` (${environment})`}`;
}

/** What is to be said of a system that could not simply be compared. */
export const stateWords = {
  compared: "",
  new: "was not there before",
  removed: "has no spec any more; nothing here destroys what it deployed",
  "invalid-before": "had mistakes before, so that everything counts as new",
  invalid: "has mistakes, so that nothing is compared",
} as const satisfies Record<SystemDelta["state"], string>;
