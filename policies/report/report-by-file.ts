import { compareFindings, compareText, type SpecFinding, type SpecPath } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import {
  type AppliedWaiver,
  type CheckReport,
  comparePolicyFindings,
  type OverrideNote,
  type PolicyFinding,
  type RenameNote,
  type SpecLines,
  type SystemReport,
} from "../check-report.ts";

/** Something that a run says of a file, and the environments that it says it in. */
export interface Occurrence<Item> {
  readonly item: Item;
  /** The environments by name, `base` for the spec without one. Empty when it is so in every run of the file. */
  readonly environments: readonly string[];
}

/** A target that a policy could not judge. */
export interface NotEvaluatedTarget {
  readonly policy: string;
  readonly target: SpecPath;
  readonly reason: string;
}

/** What a run says of one spec file, over all its environments. */
export interface FileReport {
  readonly file: string;
  readonly lines: SpecLines;
  readonly systems: readonly SystemReport[];
  readonly problems: readonly Occurrence<SpecFinding>[];
  readonly findings: readonly Occurrence<PolicyFinding>[];
  readonly notEvaluated: readonly Occurrence<NotEvaluatedTarget>[];
  readonly overrides: readonly Occurrence<OverrideNote>[];
  readonly renames: readonly Occurrence<RenameNote>[];
}

/** Of a spec whose lines nobody made ready to be shown. */
export const noLines: SpecLines = { texts: [], hidden: new Map() };

/**
 * The report as people read it: by file, where what several environments share is said once.
 * A system with three environments would otherwise say almost everything three times.
 */
export function reportByFile(report: CheckReport): readonly FileReport[] {
  return [...groupBy(report.systems, ({ file }) => file)].map(([file, systems]) => ({
    file,
    lines: systems.find(({ lines }) => lines)?.lines ?? noLines,
    systems,
    problems: occurrences(systems, (system) => system.problems, compareFindings),
    findings: occurrences(systems, (system) => system.findings, comparePolicyFindings),
    notEvaluated: occurrences(systems, notEvaluatedOf, compareNotEvaluated),
    overrides: occurrences(
      systems,
      (system) => system.overrides ?? [],
      (left, right) => left.line - right.line || compareText(left.pattern, right.pattern),
    ),
    renames: occurrences(
      systems,
      (system) => system.renames ?? [],
      (left, right) => left.line - right.line || compareText(left.from, right.from),
    ),
  }));
}

/** The findings of one policy on one target that one waiver covers, in the same environments. */
export interface WaivedFindings {
  readonly first: PolicyFinding;
  readonly waiver: AppliedWaiver;
  readonly count: number;
  readonly environments: readonly string[];
}

/** What is waived in a file. A waiver often covers several findings, which for a reader are one decision. */
export function waivedFindings(file: FileReport): readonly WaivedFindings[] {
  const groups = new Map<string, WaivedFindings>();
  for (const { item, environments } of file.findings) {
    if (item.waiver === undefined) continue;
    const identity = JSON.stringify([item.policy, item.target, item.waiver.index, environments]);
    const { first = item, count = 0 } = groups.get(identity) ?? {};
    groups.set(identity, { first, waiver: item.waiver, count: count + 1, environments });
  }
  return [...groups.values()];
}

function notEvaluatedOf(system: SystemReport): readonly NotEvaluatedTarget[] {
  return system.coverage.flatMap(({ policy, notEvaluated }) =>
    notEvaluated.map(({ target, reason }) => ({ policy, target, reason })),
  );
}

function compareNotEvaluated(left: NotEvaluatedTarget, right: NotEvaluatedTarget): number {
  return (
    compareText(left.policy, right.policy) || compareText(formatSpecPath(left.target), formatSpecPath(right.target))
  );
}

/** What runs of one file say, each thing once with the environments that it is said in. */
export function occurrences<System extends { readonly environment?: string }, Item>(
  systems: readonly System[],
  itemsOf: (system: System) => readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Occurrence<Item>[] {
  const found = new Map<string, { readonly item: Item; readonly environments: Set<string> }>();
  for (const system of systems) {
    for (const item of itemsOf(system)) {
      const identity = JSON.stringify(item);
      const entry = found.get(identity) ?? { item, environments: new Set() };
      entry.environments.add(system.environment ?? "base");
      found.set(identity, entry);
    }
  }
  return [...found.values()]
    .map(({ item, environments }) => ({
      item,
      environments: environments.size === systems.length ? [] : [...environments],
    }))
    .sort((left, right) => compare(left.item, right.item));
}
