import { resolve } from "node:path";
import type { SystemReport } from "../../../policies/check-report.ts";
import { basePack } from "../../../policies/pack/pack.ts";
import { visibleText } from "../../../policies/report/visible-text.ts";
import type { Model } from "../../../schema/model/model.ts";
import { judgeLock, type LockRemark, supportRemarks } from "../../lock/judge-lock.ts";
import { makeLock } from "../../lock/make-lock.ts";
import { printLock } from "../../lock/print-lock.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { findSpecs, lockPath, readSpecContent } from "../find-specs.ts";
import type { Io } from "../io.ts";
import { printMistakes } from "../one-spec.ts";
import { runFile } from "../run-file.ts";
import { pipelineOptions } from "../run-specs.ts";
import { version } from "../version.ts";
import { writeFileAtomically } from "../write-file.ts";

/** `groundplan lock`'s options. */
export interface LockOptions {
  /** Say what is to be said of the locks, and write nothing. */
  readonly check?: boolean;
  /** Take the versions that this release was tested with in place of those that are locked. */
  readonly update?: boolean;
  readonly today?: string;
}

/**
 * `groundplan lock`: writes the lock beside each spec. What is locked already stays, unless `--update` says otherwise;
 * the Kubernetes version and what the spec pins follow the spec.
 */
export async function lock(specs: readonly string[], options: LockOptions, io: Io): Promise<ExitCode> {
  const files = await findSpecs(specs, io.cwd);
  const loaded = { pack: basePack, mistakes: [] };
  const pipeline = pipelineOptions({ ...options, pack: [], waivers: true }, loaded, io);
  const runs = files.map((file) => ({ file, runs: runFile(readSpecContent(file, io.cwd), pipeline) }));
  const mistakes = runs.flatMap((run) => run.runs.map(({ report }) => report)).filter(hasProblems);
  if (mistakes.length > 0) return printMistakes(mistakes, {}, io);
  const systems = runs.map((run) => ({
    file: run.file,
    models: run.runs.flatMap(({ compiled }) => (compiled ? [compiled.model] : [])),
  }));
  if (options.check)
    return printRemarks(
      systems.flatMap((system) => remarksOf(system, pipeline.today)),
      io,
    );
  for (const { file, models } of systems) {
    const path = lockPath(file);
    const before = options.update ? lockedImages(models[0]) : models[0]?.lock?.locked;
    writeFileAtomically(resolve(io.cwd, path), printLock(makeLock(models, version, before)));
    io.stderr.write(`${path} written\n`);
  }
  return exitCodes.clean;
}

/** An update knows everything better but what only people can know. */
function lockedImages(model: Model | undefined) {
  const locked = model?.lock?.locked;
  if (!locked) return undefined;
  const kubernetes = Object.entries(locked.kubernetes).map(([minor, release]) => [minor, { ...release, addons: {} }]);
  return { ...locked, kubernetes: Object.fromEntries(kubernetes) as typeof locked.kubernetes, providers: {} };
}

interface System {
  readonly file: string;
  readonly models: readonly Model[];
}

function remarksOf({ file, models }: System, today: string): readonly LockRemark[] {
  const existing = models[0]?.lock;
  if (existing) return judgeLock(existing, models, { groundplan: version, today });
  const missing = { kind: "missing", file: lockPath(file), line: 1, text: "there is no lock" } as const;
  return [missing, ...models.flatMap((model) => supportRemarks(model, today))];
}

function printRemarks(remarks: readonly LockRemark[], io: Io): ExitCode {
  for (const { kind, file, line, text } of remarks)
    io.stdout.write(`${visibleText(`${file}:${line}: ${kind}: ${text}`)}\n`);
  const failing = remarks.filter(({ kind }) => kind !== "note");
  if (failing.length === 0) return exitCodes.clean;
  io.stderr.write(
    "`groundplan lock` writes what is missing and drops what is unused; `--update` takes the tested versions\n",
  );
  return exitCodes.findings;
}

function hasProblems({ problems }: SystemReport): boolean {
  return problems.length > 0;
}
