import type { SystemReport } from "../../policies/check-report.ts";
import { policies } from "../../policies/registry.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { findSpecs, type SpecContent } from "./find-specs.ts";
import type { Io } from "./io.ts";
import type { PrintOptions } from "./options.ts";
import type { PipelineOptions, SystemRun } from "./pipeline.ts";
import { reportText, seenOn } from "./print-report.ts";
import { runFile } from "./run-file.ts";
import { UsageError } from "./usage-error.ts";

/** The file of a command that is about one spec: the one that is named, or the only one there is. */
export async function oneSpec(named: string | undefined, cwd: string): Promise<string> {
  const [spec, ...others] = await findSpecs(named === undefined ? [] : [named], cwd);
  if (spec !== undefined && others.length === 0) return spec;
  throw new UsageError("there are several specs here", "say which is meant with --spec");
}

/** A spec in the environment that was asked for, or without one. */
export function firstRun(spec: SpecContent, pipeline: PipelineOptions): SystemRun {
  const [run] = runFile(spec, pipeline);
  if (!run) throw new Error("a spec gave no run");
  return run;
}

/** Whether a spec got as far as its resources. */
export function isValid(run: SystemRun): run is Required<SystemRun> {
  return run.compiled !== undefined;
}

/** Says on stderr what is wrong with files, where a command needs a valid one. */
export async function printMistakes(
  systems: readonly SystemReport[],
  options: Pick<PrintOptions, "color">,
  io: Io,
): Promise<ExitCode> {
  const report = { today: "", failOn: "never", systems } as const;
  io.stderr.write(await reportText({ report, policies }, "pretty", seenOn(io.stderr, options, io)));
  return exitCodes.invalid;
}
