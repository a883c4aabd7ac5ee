import { comparePolicyFindings, type PolicyFinding } from "../../policies/check-report.ts";
import { identityOf } from "../../policies/delta/identity.ts";
import { visibleText } from "../../policies/report/visible-text.ts";
import { applyEdit } from "../../schema/edit/apply-edit.ts";
import type { SpecEdit } from "../../schema/edit/spec-edit.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { readSpecContent, type SpecContent } from "./find-specs.ts";
import type { Io } from "./io.ts";
import { type FoundIn, inEnvironment, newFinding, openFindings } from "./open-findings.ts";
import type { PipelineOptions, SystemRun } from "./pipeline.ts";
import { runFile } from "./run-file.ts";
import { writeSpec } from "./write-spec.ts";

/** What became of a finding that a policy has an edit for. */
export interface TriedFix {
  readonly file: string;
  readonly finding: FixableFinding;
  /** Why the edit was not made. Absent when it was. */
  readonly obstacle?: string;
}

/**
 * Makes the edits that policies know in specs, and writes those files. Each edit is tried on its own: it stays only
 * where the spec remains valid, the finding is gone, and nothing new is found. That is asked of every environment, also
 * where the findings of one alone are to be mended: they share the file.
 */
export function fixSpecs(
  files: readonly string[],
  { environment, ...pipeline }: PipelineOptions,
  io: Io,
): readonly TriedFix[] {
  return files.flatMap((file) => {
    const content = readSpecContent(file, io.cwd);
    const before = runFile(content, pipeline);
    const { runs, fixed, left } = fixSpec(content, before, candidatesOf(before, environment), pipeline);
    if (fixed.length > 0) writeSpec(content.spec, textOf(runs), io.cwd);
    const open = new Set(openFindings(runs).map(({ finding }) => identityOf(finding)));
    // A later edit may have mended what an earlier one could not.
    const still = left.filter(({ finding }) => open.has(identityOf(finding)));
    return [...fixed.map((finding) => ({ file, finding })), ...still.map((each) => ({ file, ...each }))];
  });
}

/** What a fix did, for people: the place, the policy and the new value. Or why it was not made. */
export function describeFix({ file, finding: { policy, fix, range }, obstacle }: TriedFix): string {
  const place = `${file}:${range.line} ${policy}: ${formatSpecPath(fix.path)}`;
  if (obstacle !== undefined) return `not fixed ${visibleText(`${place} is left as it is: ${obstacle}`)}\n`;
  return `fixed ${place} ${fix.kind === "remove" ? "is gone" : `is now ${JSON.stringify(fix.value)}`}\n`;
}

type FixableFinding = PolicyFinding & { readonly fix: SpecEdit };

interface FixedSpec {
  readonly runs: readonly SystemRun[];
  readonly fixed: readonly FixableFinding[];
  readonly left: readonly { readonly finding: FixableFinding; readonly obstacle: string }[];
}

function fixSpec(
  content: SpecContent,
  before: readonly SystemRun[],
  candidates: readonly FixableFinding[],
  pipeline: PipelineOptions,
): FixedSpec {
  let runs = before;
  const fixed: FixableFinding[] = [];
  const left: FixedSpec["left"][number][] = [];
  // From the end, because what is taken out of a list changes the numbers of what comes after it.
  for (const finding of candidates.toReversed()) {
    const tried = tryFix(content, finding, runs, pipeline);
    if (typeof tried === "string") left.unshift({ finding, obstacle: tried });
    if (typeof tried !== "object") continue;
    runs = tried;
    fixed.unshift(finding);
  }
  return { runs, fixed, left };
}

/** The edits that are to be tried in the order of the file, each once, although several environments may have it. */
function candidatesOf(runs: readonly SystemRun[], environment: string | undefined): readonly FixableFinding[] {
  const found = openFindings(runs).filter((each) => environment === undefined || each.environment === environment);
  const fixable = found.flatMap(({ finding: { fix, ...rest } }) => (fix ? [{ ...rest, fix }] : []));
  const once = new Map(fixable.map((finding) => [`${identityOf(finding)}\n${JSON.stringify(finding.fix)}`, finding]));
  return [...once.values()].sort(comparePolicyFindings);
}

/** The runs with the edit in place, or what stands against it. Nothing where an earlier edit has mended it as well. */
function tryFix(
  { spec, lock }: SpecContent,
  finding: FixableFinding,
  runs: readonly SystemRun[],
  pipeline: PipelineOptions,
): readonly SystemRun[] | string | undefined {
  const before = openFindings(runs);
  const meant = before.filter((each) => isSameFix(each.finding, finding));
  if (meant.length === 0) return undefined;
  const mistake = mistakeIn(runs);
  if (mistake !== undefined) return `the spec has a mistake${mistake}`;
  const text = applyEdit(textOf(runs), finding.fix);
  if (text === undefined) return "its text cannot be edited without changing more than that";
  const edited = { file: spec.file, bytes: new TextEncoder().encode(text) };
  const after = runFile({ spec: edited, ...(lock && { lock }) }, pipeline);
  return obstacleIn(after, before, meant) ?? after;
}

function obstacleIn(
  after: readonly SystemRun[],
  before: readonly FoundIn[],
  meant: readonly FoundIn[],
): string | undefined {
  const mistake = mistakeIn(after);
  if (mistake !== undefined) return `the spec would have a mistake${mistake}`;
  const open = openFindings(after);
  const wanted = new Set(meant.map(({ key }) => key));
  const kept = open.find(({ key }) => wanted.has(key));
  if (kept) return `it would still be found${inEnvironment(kept.environment)}`;
  const added = newFinding(open, before);
  return (
    added && `${added.finding.policy} would find something${inEnvironment(added.environment)}: ${added.finding.message}`
  );
}

function isSameFix(left: PolicyFinding, right: FixableFinding): boolean {
  return (
    identityOf(left) === identityOf(right) &&
    left.fix !== undefined &&
    formatSpecPath(left.fix.path) === formatSpecPath(right.fix.path)
  );
}

function mistakeIn(runs: readonly SystemRun[]): string | undefined {
  const wrong = runs.find(({ compiled }) => compiled === undefined)?.report;
  return wrong && `${inEnvironment(wrong.environment)}: ${wrong.problems[0]?.message ?? ""}`;
}

function textOf([first]: readonly SystemRun[]): string {
  return first?.report.text ?? "";
}
