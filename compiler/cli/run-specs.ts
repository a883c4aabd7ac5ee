import type { CheckReport } from "../../policies/check-report.ts";
import { policiesOf } from "../../policies/pack/policies-of.ts";
import type { Policy } from "../../policies/rule.ts";
import { count } from "../../schema/count.ts";
import type { OldState } from "./against/old-state.ts";
import type { Before } from "./against/run-before.ts";
import { findSpecs, patternsOf, readSpecContent } from "./find-specs.ts";
import type { Io } from "./io.ts";
import { type LoadedPack, loadPack } from "./load-pack.ts";
import type { PrintOptions, SpecOptions } from "./options.ts";
import type { CompiledSystem, PipelineOptions, SystemRun } from "./pipeline.ts";
import { startProgress } from "./progress.ts";
import { showsPasses } from "./report-views.ts";
import { runFile } from "./run-file.ts";
import { refuseSharedNames } from "./shared-names.ts";
import { UsageError } from "./usage-error.ts";

/** What a run over several specs comes to. */
export interface SpecsRun {
  readonly report: CheckReport;
  /** Every policy that was asked, as the packs set it. */
  readonly policies: readonly Policy[];
  /** Every system in every environment that is valid, in the order of the report. */
  readonly compiled: readonly CompiledSystem[];
}

/**
 * Takes every spec that the arguments mean through the pipeline. A mistake in a pack ends the run before it. Packs that
 * the command has loaded already are not loaded again.
 */
export async function runSpecs(
  specs: readonly string[],
  options: SpecOptions &
    Pick<PrintOptions, "failOn" | "baseline" | "against"> &
    Partial<Pick<PrintOptions, "format" | "report">>,
  io: Io,
  packs?: LoadedPack,
): Promise<SpecsRun> {
  const loaded = packs ?? (await loadPack(options.pack, io.cwd));
  const formats = [options.format, ...(options.report ?? []).map(({ format }) => format)];
  const pipeline = { ...pipelineOptions(options, loaded, io), keepPasses: formats.some(showsPasses) };
  const state = options.against === undefined ? undefined : await oldState(options.against, io);
  const files = loaded.mistakes.length > 0 ? [] : await findSpecs(specs, io.cwd, state);
  const before = state && (await stateBefore(state, specs, files, pipeline, io));
  const runs = await runFiles(files, { ...pipeline, ...(before && { before: before.of }) }, io);
  const systems = [...loaded.mistakes, ...runs.map(({ report }) => report)];
  const report = { today: pipeline.today, failOn: options.failOn, systems };
  return {
    report: await judged(report, options, before, io),
    policies: policiesOf(loaded.pack),
    compiled: runs.flatMap(({ compiled }) => (compiled ? [compiled] : [])),
  };
}

async function oldState(against: string, { cwd }: Io): Promise<OldState> {
  const { openState } = await import("./against/open-state.ts");
  return openState(cwd, against);
}

async function stateBefore(
  state: OldState,
  specs: readonly string[],
  files: readonly string[],
  pipeline: PipelineOptions,
  { cwd }: Io,
): Promise<Before> {
  const { runBefore } = await import("./against/run-before.ts");
  return runBefore(state, files, patternsOf(specs, cwd), pipeline);
}

/** The report where what was there before is told from what is new. */
async function judged(
  report: CheckReport,
  { baseline }: Pick<PrintOptions, "baseline">,
  before: Before | undefined,
  io: Io,
): Promise<CheckReport> {
  if (baseline !== undefined) return withBaseline(report, baseline, io);
  if (!before) return report;
  const { compareReports } = await import("../../policies/delta/compare-reports.ts");
  return compareReports({ ...report, systems: before.systems }, report, before.name);
}

async function withBaseline(report: CheckReport, file: string, io: Io): Promise<CheckReport> {
  const { applyBaseline } = await import("../../policies/baseline/baseline.ts");
  const { loadBaseline } = await import("./load-baseline.ts");
  const baseline = loadBaseline(file, io.cwd);
  if (!baseline) throw new UsageError(`cannot read the baseline "${file}"`, "write it with `groundplan baseline`");
  const judged = applyBaseline(report, baseline);
  if (judged.gone.length > 0)
    io.stderr.write(
      `${file}: ${count(judged.gone.length, "finding")} of it ${judged.gone.length === 1 ? "is" : "are"} gone; \`groundplan baseline\` takes them out\n`,
    );
  return judged.report;
}

/** What a command's options mean for the pipeline. Only here is the clock read. */
export function pipelineOptions(options: SpecOptions, { pack }: LoadedPack, io: Io): PipelineOptions {
  return {
    ...(options.env !== undefined && { environment: options.env }),
    pack,
    today: options.today ?? io.now().toISOString().slice(0, 10),
    useWaivers: options.waivers,
  };
}

async function runFiles(files: readonly string[], pipeline: PipelineOptions, io: Io): Promise<readonly SystemRun[]> {
  const progress = startProgress(io);
  const runs: SystemRun[] = [];
  for (const [index, file] of files.entries()) {
    progress.show(`checking ${file} (${index + 1} of ${files.length})`);
    runs.push(...runFile(readSpecContent(file, io.cwd), pipeline));
  }
  progress.clear();
  return refuseSharedNames(runs);
}
