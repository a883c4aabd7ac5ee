import type { PolicyFinding } from "../../policies/check-report.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { PrintOptions, SpecOptions } from "./options.ts";
import type { CompiledSystem } from "./pipeline.ts";
import { onlyMistakes, reportText, seenOn } from "./print-report.ts";
import { reportOf } from "./report-of.ts";
import { runSpecs, type SpecsRun } from "./run-specs.ts";

/** What is printed of a valid system, of which policies may have found something. */
export type Print = (system: CompiledSystem, findings: readonly PolicyFinding[]) => string | Promise<string>;

/**
 * Prints something of each valid system, in the environment that was asked for or without one, to stdout, whatever the
 * policies say of it. Mistakes in the specs go to stderr as a report.
 */
export async function printWhenValid(
  specs: readonly string[],
  options: SpecOptions & Pick<PrintOptions, "color">,
  io: Io,
  { print, separator }: { readonly print: Print; readonly separator: string },
): Promise<ExitCode> {
  const run = await runSpecs(specs, { ...options, failOn: "never" }, io);
  const chosen = run.compiled.filter(({ model }) => model.environment === options.env);
  const printed: string[] = [];
  for (const system of chosen) {
    const own = reportOf(run.report, system).systems;
    printed.push(
      await print(
        system,
        own.flatMap(({ findings }) => findings),
      ),
    );
  }
  io.stdout.write(printed.join(separator));
  return sayMistakes(run, options, io);
}

/** Says on stderr which specs have mistakes, and gives the exit code that this means. */
export async function sayMistakes(run: SpecsRun, options: Pick<PrintOptions, "color">, io: Io): Promise<ExitCode> {
  const mistakes = onlyMistakes(run);
  if (mistakes.report.systems.length === 0) return exitCodes.clean;
  io.stderr.write(await reportText(mistakes, "pretty", seenOn(io.stderr, options, io)));
  return exitCodes.invalid;
}
