import { resolve } from "node:path";
import { count } from "../../../schema/count.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { type OutputChanges, writeOutput } from "../output-folder.ts";
import { type CompiledSystem, lowerSystems } from "../pipeline.ts";
import { printReport } from "../print-report.ts";
import { runSpecs } from "../run-specs.ts";

/** `groundplan compile`'s own options. */
export interface CompileOptions extends SpecOptions, PrintOptions {
  readonly out: string;
}

/** `groundplan compile`: the check, and where nothing fails it the files. */
export async function compile(specs: readonly string[], options: CompileOptions, io: Io): Promise<ExitCode> {
  const run = await runSpecs(specs, options, io);
  const { compiled } = run;
  const code = await printReport(run, options, io);
  if (code !== exitCodes.clean) {
    if (!options.quiet) io.stderr.write("nothing was written\n");
    return code;
  }
  const files = await lowerSystems(compiled);
  const changes = writeOutput(resolve(io.cwd, options.out), files, { foreignFiles: "refuse" });
  if (!options.quiet) io.stderr.write(summary(changes, compiled, options.out));
  return code;
}

function summary(
  { written, unchanged, removed, kept }: OutputChanges,
  compiled: readonly CompiledSystem[],
  out: string,
): string {
  const stacks = compiled.flatMap(({ graph }) => graph.stacks.map((stack) => `${graph.name}-${stack.name}`));
  return [
    `${out}: ${count(written.length, "file")} written, ${unchanged.length} unchanged, ${removed.length} removed`,
    ...kept.map((path) => `kept ${path}: it is no longer made, but somebody changed it`),
    "next, for each stack in this order:",
    ...stacks.map(
      (stack) => `  terraform -chdir=${out}/stacks/${stack} init && terraform -chdir=${out}/stacks/${stack} apply`,
    ),
    "",
  ].join("\n");
}
