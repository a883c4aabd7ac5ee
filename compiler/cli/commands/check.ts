import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { printReport } from "../print-report.ts";
import { runSpecs } from "../run-specs.ts";

/** `groundplan check`: is the spec valid, and what do the policies say of what it becomes? Writes nothing. */
export async function check(specs: readonly string[], options: SpecOptions & PrintOptions, io: Io): Promise<ExitCode> {
  return printReport(await runSpecs(specs, options, io), options, io);
}
