import type { ExitCode } from "../exit-code.ts";
import { findSpecs } from "../find-specs.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { printReport } from "../print-report.ts";
import { pipelineOptions, runSpecs } from "../run-specs.ts";

/** `groundplan check`'s own options. */
export interface CheckOptions extends SpecOptions, PrintOptions {
  readonly fix?: boolean;
}

/**
 * `groundplan check`: is the spec valid, and what do the policies say of what it becomes? It writes nothing but, with
 * `--fix`, the edits that policies know.
 */
export async function check(specs: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadPack(options.pack, io.cwd);
  if (options.fix && loaded.mistakes.length === 0) {
    const { describeFix, fixSpecs } = await import("../fix-specs.ts");
    for (const tried of fixSpecs(await findSpecs(specs, io.cwd), pipelineOptions(options, loaded, io), io))
      io.stderr.write(describeFix(tried));
  }
  return printReport(await runSpecs(specs, options, io, loaded), options, io);
}
