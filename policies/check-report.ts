import type { Picture } from "../schema/architecture/picture.ts";
import type { SpecEdit } from "../schema/edit/spec-edit.ts";
import {
  comparePlaces,
  compareText,
  type Severity,
  type SourceRange,
  type SpecFinding,
  type SpecPath,
} from "../schema/finding.ts";
import type { Address } from "../schema/graph/value.ts";
import { formatSpecPath } from "../schema/spec-path.ts";

/** What a policy found, placed in the spec and judged against the waivers. */
export interface PolicyFinding {
  readonly policy: string;
  readonly severity: Severity;
  readonly file: string;
  /** The part of the spec that a waiver would name. */
  readonly target: SpecPath;
  readonly path: SpecPath;
  readonly range: SourceRange;
  readonly key: string;
  readonly message: string;
  readonly help: string;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: readonly string[];
  readonly resource?: Address;
  /** The edit of the spec that mends it, where the policy knows one. */
  readonly fix?: SpecEdit;
  /** The same as lines of the spec, for formats that show it. */
  readonly suggestion?: Suggestion;
  /** Only `open` findings fail a run: `waived` ones have a waiver, `known` ones are in the baseline. */
  readonly status: "open" | "known" | "waived";
  readonly waiver?: AppliedWaiver;
  /** What more to say of it, e.g. that its waiver expired on a day. */
  readonly notes: readonly string[];
}

/** Lines of a spec as they should be. */
export interface Suggestion {
  /** The first line that changes, from 1. */
  readonly line: number;
  /** The last line that changes. Before {@link line} where lines are only added: then they stand before {@link line}. */
  readonly endLine: number;
  readonly lines: readonly string[];
}

/** The waiver that covers a finding. */
export interface AppliedWaiver {
  /** Its position in the spec's `waivers`. */
  readonly index: number;
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  /** The last day on which it counts, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  /** Whole days from the day of the run to {@link expires}; 0 is its last day. */
  readonly daysLeft: number;
}

/** How one policy came out over all its targets. */
export interface PolicyCoverage {
  readonly policy: string;
  readonly compliant: number;
  readonly open: number;
  readonly waived: number;
  readonly notEvaluated: readonly { readonly target: SpecPath; readonly reason: string }[];
}

/** Something that the spec lays over what is compiled, past the language. */
export interface OverrideNote {
  /** The address, or the pattern of addresses, that the spec gives. */
  readonly pattern: string;
  /** Its line in the spec. */
  readonly line: number;
  /** The resources and objects that it changes, sorted. */
  readonly addresses: readonly Address[];
}

/** Something of a spec that had another name, and what becomes of what was deployed under that. */
export interface RenameNote {
  readonly path: SpecPath;
  readonly from: string;
  /** The line of its `renamedFrom`. */
  readonly line: number;
  /** How many resources Terraform finds under their new addresses. */
  readonly moved: number;
  /** What is made anew all the same: the old goes. */
  readonly replaced: readonly Address[];
}

/** What a run says of one system in one environment. */
export interface SystemReport {
  readonly file: string;
  /** The spec's text, for code frames. */
  readonly text: string;
  /** Absent when the spec could not be read that far. */
  readonly system?: string;
  readonly environment?: string;
  /** Mistakes in the spec itself; when there are any, no policy was asked. */
  readonly problems: readonly SpecFinding[];
  readonly findings: readonly PolicyFinding[];
  readonly coverage: readonly PolicyCoverage[];
  /** The spec's overrides. Absent when it has none. */
  readonly overrides?: readonly OverrideNote[];
  /** What it renames. Absent when it renames nothing. */
  readonly renames?: readonly RenameNote[];
  /** How it is drawn, for formats that show it. */
  readonly picture?: Picture;
  /** How much was compiled. Absent when nothing was. */
  readonly totals?: { readonly stacks: number; readonly resources: number; readonly objects: number };
}

/** What a run says: the one thing every report format is a view of. */
export interface CheckReport {
  /** The day of the run in UTC, `YYYY-MM-DD`. */
  readonly today: string;
  /** Findings at or above this severity fail the run. */
  readonly failOn: Severity | "never";
  /** Whether the findings were told from those of a baseline. */
  readonly baseline?: boolean;
  readonly systems: readonly SystemReport[];
}

/** The total order of policy findings: where they stand, then what they are. The same on every machine. */
export function comparePolicyFindings(left: PolicyFinding, right: PolicyFinding): number {
  return (
    comparePlaces(left, right) ||
    compareText(left.policy, right.policy) ||
    compareText(formatSpecPath(left.target), formatSpecPath(right.target)) ||
    compareText(left.key, right.key) ||
    compareText(left.message, right.message)
  );
}
