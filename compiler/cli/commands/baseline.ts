import { resolve } from "node:path";
import { entriesElsewhere, openEntries } from "../../../policies/baseline/baseline.ts";
import { printBaseline } from "../../../policies/baseline/baseline-file.ts";
import { count } from "../../../schema/count.ts";
import { compareText } from "../../../schema/finding.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { loadBaseline } from "../load-baseline.ts";
import { printMistakes } from "../one-spec.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { runSpecs } from "../run-specs.ts";
import { writeFileAtomically } from "../write-file.ts";

/** `groundplan baseline`'s own options. */
export interface BaselineOptions extends SpecOptions, Pick<PrintOptions, "color"> {
  readonly output: string;
  readonly allowMore?: boolean;
}

/**
 * `groundplan baseline`: writes down the open findings of today. A baseline that is there already only shrinks: with a
 * new finding nothing is written, unless that is asked for. What it says of systems that are not looked at stays.
 */
export async function baseline(specs: readonly string[], options: BaselineOptions, io: Io): Promise<ExitCode> {
  const { report } = await runSpecs(specs, { ...options, failOn: "never" }, io);
  const invalid = report.systems.filter(({ problems }) => problems.length > 0);
  if (invalid.length > 0) return printMistakes(invalid, options, io);
  const before = loadBaseline(options.output, io.cwd);
  const isOfAll = specs.length === 0 && options.env === undefined;
  const elsewhere = before && !isOfAll ? entriesElsewhere(before, report, options.env) : [];
  const entries = [...openEntries(report), ...elsewhere].sort(compareText);
  const added = before ? entries.filter((entry) => !before.has(entry)) : [];
  if (added.length > 0 && !options.allowMore) {
    io.stderr.write(`${options.output} would grow by ${count(added.length, "finding")}, and was left as it is:\n`);
    io.stderr.write(added.map((entry) => `  ${entry}\n`).join(""));
    io.stderr.write("  help: mend or waive them; --allow-more writes them down all the same\n");
    return exitCodes.findings;
  }
  writeFileAtomically(resolve(io.cwd, options.output), printBaseline(entries));
  const left = before ? `, ${[...before].filter((entry) => !entries.includes(entry)).length} fewer than before` : "";
  const kept = elsewhere.length > 0 ? `, ${elsewhere.length} kept of what was not looked at` : "";
  io.stderr.write(`${options.output}: ${count(entries.length, "finding")}${left}${kept}\n`);
  return exitCodes.clean;
}
