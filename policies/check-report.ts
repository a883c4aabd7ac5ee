import type { Picture } from "../schema/architecture/picture.ts";
import type { EditedLines } from "../schema/edit/edited-lines.ts";
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
import type { AccessMatrix } from "./access-matrix/access.ts";

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
  /** Only `open` findings fail a run: `waived` ones have a waiver, `known` ones are in the baseline or were there before. */
  readonly status: "open" | "known" | "waived";
  readonly waiver?: AppliedWaiver;
  /** What more to say of it, e.g. that its waiver expired on a day. */
  readonly notes: readonly string[];
}

/** Lines of a spec as they should be. Code hosts replace lines by a suggestion: one that only adds holds an old line. */
export type Suggestion = EditedLines;

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

/** How one policy came out over all its targets. Without any, it was asked and found nothing in the system to judge. */
export interface PolicyCoverage {
  readonly policy: string;
  readonly compliant: number;
  readonly open: number;
  readonly waived: number;
  readonly notEvaluated: readonly Unjudged[];
  /** The compliant targets. Absent where no format of the run shows them. */
  readonly passes?: readonly Pass[];
}

/** A target that a policy could not judge. */
export interface Unjudged {
  readonly target: SpecPath;
  readonly reason: string;
  /** The resource or object that was to be judged, when there is one. */
  readonly resource?: Address;
}

/** A target that does what a policy asks. */
export interface Pass {
  readonly target: SpecPath;
  /** What it rests on, a path an item. */
  readonly evidence: readonly string[];
  readonly resource?: Address;
}

/** Every {@link NotAsked.by}. */
export const lacks = ["prod", "regulated", "optional", "against"] as const;

/** A policy that was not asked. */
export interface NotAsked {
  readonly policy: string;
  /**
   * What would ask it: the profile `prod` or `regulated`, a pack that turns it on (`optional`), or a comparison with an
   * earlier state (`against`).
   */
  readonly by: (typeof lacks)[number];
}

/** The same for people. */
export const lackTexts: Readonly<Record<NotAsked["by"], string>> = {
  prod: "the profile prod asks it",
  regulated: "the profile regulated asks it",
  optional: "a pack has to turn it on",
  against: "a check with --against asks it",
};

/** Whether a policy found anything in a system to judge. */
export function applies({ compliant, open, waived, notEvaluated }: PolicyCoverage): boolean {
  return compliant + open + waived + notEvaluated.length > 0;
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

/** What stands in every report for something that looks like a secret, however long that is. */
export const hiddenMark = "•••";

/** The lines of a spec, with {@link hiddenMark} for each literal that looks like a secret. */
export interface SpecLines {
  readonly texts: readonly string[];
  /** What is hidden of a line, by its number from 1, in order. */
  readonly hidden: ReadonlyMap<number, readonly HiddenPart[]>;
}

/** A part of a line in columns of the spec itself, from 1 and exclusive at the end. */
export interface HiddenPart {
  readonly column: number;
  readonly endColumn: number;
}

/** What a run says of one system in one environment. */
export interface SystemReport {
  readonly file: string;
  /** The spec's text, for edits of it. No format shows it: that is what {@link lines} are for. */
  readonly text: string;
  /** The spec's lines as they may be shown. Absent for formats that show none. */
  readonly lines?: SpecLines;
  /** Absent when the spec could not be read that far. */
  readonly system?: string;
  readonly environment?: string;
  /** Mistakes in the spec itself; when there are any, no policy was asked. */
  readonly problems: readonly SpecFinding[];
  readonly findings: readonly PolicyFinding[];
  /** One entry for each policy that was asked, sorted by its id. */
  readonly coverage: readonly PolicyCoverage[];
  /** The policies that were not, sorted by their ids. Absent when no policy was asked. */
  readonly notAsked?: readonly NotAsked[];
  /** The spec's overrides. Absent when it has none. */
  readonly overrides?: readonly OverrideNote[];
  /** What it renames. Absent when it renames nothing. */
  readonly renames?: readonly RenameNote[];
  /** How it is drawn, for formats that show it. */
  readonly picture?: Picture;
  /** What becomes of its resources. Absent when the run is compared with nothing. */
  readonly resources?: ResourceChanges;
  /** Who can reach what. Absent when nothing was compiled, and for formats that do not show it. */
  readonly access?: AccessMatrix;
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
  /** What differs from an earlier state of the specs. Absent when the run is compared with none. */
  readonly delta?: Delta;
  readonly systems: readonly SystemReport[];
}

/** A resource that goes or is made anew. */
export interface LostResource {
  readonly address: Address;
  /** What is lost with it, where it is more than its configuration. */
  readonly loses?: "data" | "address";
}

/** What an edit does to the resources and objects of a system. Every list is sorted by address. */
export interface ResourceChanges {
  readonly created: readonly Address[];
  /** Changed in place. */
  readonly changed: readonly Address[];
  /** Made anew, because an argument has another value that cannot be changed. */
  readonly replaced: readonly LostResource[];
  readonly destroyed: readonly LostResource[];
}

/** Every {@link FindingChange}, those first that a reviewer decides about. */
export const findingChanges = ["new", "worse", "unwaived", "waived", "prolonged", "unasked", "fixed"] as const;

/**
 * What became of a finding: it is `new`; it was there with a milder severity (`worse`); its waiver went (`unwaived`);
 * it has a waiver now (`waived`), or one that lasts longer (`prolonged`); its policy is no longer asked, because the
 * profile asks less (`unasked`); nothing finds it any more (`fixed`).
 */
export type FindingChange = (typeof findingChanges)[number];

/** A finding that is not what it was. */
export interface ChangedFinding {
  readonly change: FindingChange;
  /** As it is now; as it was where nothing finds it any more. */
  readonly finding: PolicyFinding;
  /** What it was, where that is of interest: `of severity medium`, `waived until 2026-12-31`. */
  readonly was?: string;
}

/** What an edit does to one system in one environment. */
export interface SystemDelta {
  readonly file: string;
  readonly system?: string;
  readonly environment?: string;
  /**
   * Whether it was there before (`compared`, `new`, `removed`), or had mistakes before or has some now, so that
   * nothing is compared (`invalid-before`, `invalid`).
   */
  readonly state: "compared" | "new" | "removed" | "invalid-before" | "invalid";
  readonly findings: readonly ChangedFinding[];
  readonly resources?: ResourceChanges;
}

/** Lines of a file, from 1, both among them. */
export interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

/** What differs from an earlier state of the specs. */
export interface Delta {
  /** How that state is named, e.g. `origin/main (1a2b3c4)`. */
  readonly against: string;
  readonly systems: readonly SystemDelta[];
  /** The lines of each file that are new or not as they were, in their order. */
  readonly files: readonly { readonly file: string; readonly changed: readonly LineRange[] }[];
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
