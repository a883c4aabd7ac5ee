import { resolve } from "node:path";
import { type Format, renderers } from "../../policies/report/index.ts";
import { outcomeOf } from "../../policies/report/outcome.ts";
import type { ReportOptions } from "../../policies/report/renderer.ts";
import { verdictText } from "../../policies/report/verdict-text.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Io, Output } from "./io.ts";
import type { PrintOptions } from "./options.ts";
import { type ReportedRun, viewedRun } from "./report-views.ts";
import { sourcePlace } from "./source-place.ts";
import { version } from "./version.ts";

/** The columns of a report that no terminal shows. */
const unseenWidth = 100;

/** Prints a report to stdout or to `--output`, and gives the exit code that it means. */
export async function printReport(run: ReportedRun, options: PrintOptions, io: Io): Promise<ExitCode> {
  const { report } = run;
  const outcome = outcomeOf(report);
  const code = exitCodes[outcome.verdict];
  const print = printer(run);
  for (const { format, file } of options.report) await writeReport(print, format, file, options, io);
  if (options.output !== undefined) {
    await writeReport(print, options.format, options.output, options, io);
    const { label, reason } = verdictText(report, outcome);
    if (!options.quiet) io.stderr.write(`${label}: ${reason}; the report is in ${options.output}\n`);
  } else if (!options.quiet || code !== exitCodes.clean || options.format !== "pretty") {
    io.stdout.write(await print(options.format, seenOn(io.stdout, options, io)));
  }
  return code;
}

async function writeReport(
  print: Print,
  format: Format,
  file: string,
  options: Pick<PrintOptions, "color">,
  io: Io,
): Promise<void> {
  const { writeFileAtomically } = await import("./write-file.ts");
  writeFileAtomically(resolve(io.cwd, file), await print(format, { ...unseen(options), ...sourcePlace(io) }));
}

/** A report as a terminal, a pipe or a log shows it. */
export function seenOn(output: Output, { color }: Pick<PrintOptions, "color">, io: Io): Look {
  return { width: output.columns ?? unseenWidth, color: color ?? wantsColor(output, io.env), ...sourcePlace(io) };
}

type Look = Pick<ReportOptions, "color" | "width" | "sourceUrl" | "sourceFolder">;

/** Renders a report; only the format that is asked for is loaded. */
export function reportText(run: ReportedRun, format: Format, look: Look): Promise<string> {
  return printer(run)(format, look);
}

type Print = (format: Format, look: Look) => Promise<string>;

/** Renders one run in several formats. */
function printer(run: ReportedRun): Print {
  const viewed = viewedRun(run);
  return async (format, look) => {
    const render = await renderers[format]();
    return render(await viewed(format), { ...look, version, policies: run.policies });
  };
}

/** The part of a run that is about specs with mistakes. */
export function onlyMistakes({ report, policies }: ReportedRun): ReportedRun {
  return { policies, report: { ...report, systems: report.systems.filter(({ problems }) => problems.length > 0) } };
}

function unseen({ color = false }: Pick<PrintOptions, "color">): Look {
  return { width: unseenWidth, color };
}

/** https://no-color.org and https://force-color.org: NO_COLOR wins. */
function wantsColor(output: Output, env: Io["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return output.isTerminal && env["TERM"] !== "dumb";
}
