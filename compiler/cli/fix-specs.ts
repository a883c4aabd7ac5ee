import { resolve } from "node:path";
import type { PolicyFinding } from "../../policies/check-report.ts";
import { identityOf } from "../../policies/delta/identity.ts";
import { applyEdit } from "../../schema/edit/apply-edit.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { readSpecContent, type SpecContent } from "./find-specs.ts";
import type { Io } from "./io.ts";
import type { PipelineOptions, SystemRun } from "./pipeline.ts";
import { runFile } from "./run-file.ts";
import { writeFileAtomically } from "./write-file.ts";

/** A finding that an edit mended. */
export interface Fixed {
  readonly file: string;
  readonly finding: PolicyFinding;
}

/**
 * Makes the edits that policies know in specs, and writes those files. Each edit is tried on its own: it stays only
 * where the spec remains valid, the finding is gone in every environment, and nothing new is found.
 */
export function fixSpecs(files: readonly string[], pipeline: PipelineOptions, io: Io): readonly Fixed[] {
  return files.flatMap((file) => {
    const content = readSpecContent(file, io.cwd);
    let runs = runFile(content, pipeline);
    const fixed: Fixed[] = [];
    // From the end, because what is taken out of a list changes the numbers of what comes after it.
    for (const finding of openFindings(runs).toReversed()) {
      const mended = finding.fix && mend(content, finding, runs, pipeline);
      if (!mended) continue;
      runs = mended;
      fixed.unshift({ file, finding });
    }
    if (fixed.length > 0) writeFileAtomically(resolve(io.cwd, file), textOf(runs));
    return fixed;
  });
}

/** What a fix did, for people: the place, the policy and the new value. */
export function describeFix({ file, finding: { policy, fix, range } }: Fixed): string {
  if (!fix) return "";
  const what = fix.kind === "remove" ? "is gone" : `is now ${JSON.stringify(fix.value)}`;
  return `${file}:${range.line} ${policy}: ${formatSpecPath(fix.path)} ${what}\n`;
}

function mend(
  { spec, lock }: SpecContent,
  finding: PolicyFinding,
  runs: readonly SystemRun[],
  pipeline: PipelineOptions,
): readonly SystemRun[] | undefined {
  const before = new Set(openFindings(runs).map(identityOf));
  // The edit of an earlier finding may have mended this one as well.
  if (!finding.fix || !before.has(identityOf(finding))) return undefined;
  const text = applyEdit(textOf(runs), finding.fix);
  if (text === undefined) return undefined;
  const edited = { file: spec.file, bytes: new TextEncoder().encode(text) };
  const after = runFile({ spec: edited, ...(lock && { lock }) }, pipeline);
  const open = openFindings(after).map(identityOf);
  const isBetter = !open.includes(identityOf(finding)) && open.every((each) => before.has(each));
  return isBetter && after.every(({ compiled }) => compiled !== undefined) ? after : undefined;
}

function openFindings(runs: readonly SystemRun[]): readonly PolicyFinding[] {
  return runs.flatMap(({ report }) => report.findings.filter(({ status }) => status === "open"));
}

function textOf([first]: readonly SystemRun[]): string {
  return first?.report.text ?? "";
}
