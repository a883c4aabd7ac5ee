import { resolve } from "node:path";
import { count } from "../../../schema/count.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { dayOf, generatedFiles } from "../generate/generated-files.ts";
import type { Io } from "../io.ts";
import { type OutputChanges, planOutput, writeOutput } from "../output-folder.ts";
import { onlyMistakes, reportText, seenOn } from "../print-report.ts";
import { readInside } from "../read-inside.ts";
import { runSpecs } from "../run-specs.ts";

/** `groundplan generate`'s options. */
export interface GenerateOptions {
  /** Compare, and write nothing. */
  readonly check?: boolean;
  readonly today?: string;
}

/** Where what the program prints for the repository is. */
const folderName = "generated";

/**
 * `groundplan generate`: what is printed under `generated/`. A check is made as of the day that the files were printed on,
 * because reports count the days that waivers have left.
 */
export async function generate({ check = false, today }: GenerateOptions, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, folderName);
  const recorded = check ? dayOf(readInside(folder, "README.md") ?? "") : undefined;
  const day = today ?? recorded;
  const run = await runSpecs(
    [],
    { pack: [], waivers: true, failOn: "high", ...(day !== undefined && { today: day }) },
    io,
  );
  const mistakes = onlyMistakes(run);
  if (mistakes.report.systems.length > 0) {
    io.stderr.write(await reportText(mistakes, "pretty", seenOn(io.stderr, {}, io)));
    return exitCodes.invalid;
  }
  const files = await generatedFiles(run);
  if (check) return compare(planOutput(folder, files), io);
  const { written, unchanged, removed } = writeOutput(folder, files, { foreignFiles: "refuse" });
  io.stderr.write(
    `${folderName}: ${count(written.length, "file")} written, ${unchanged.length} unchanged, ${removed.length} removed\n`,
  );
  return exitCodes.clean;
}

function compare({ written, unchanged, removed }: OutputChanges, io: Io): ExitCode {
  const stale = [...written, ...removed];
  if (stale.length === 0) {
    io.stderr.write(`${folderName}: ${count(unchanged.length, "file")} up to date\n`);
    return exitCodes.clean;
  }
  for (const path of stale) io.stdout.write(`${folderName}/${path}\n`);
  io.stderr.write(`${count(stale.length, "file")} not as printed now; run \`groundplan generate\` and commit them\n`);
  return exitCodes.findings;
}
