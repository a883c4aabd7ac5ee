import { type Command, InvalidArgumentError, Option } from "commander";
import { formats } from "../../../policies/report/index.ts";
import { parseDay } from "../../../policies/waivers/calendar.ts";
import { severities } from "../../../schema/finding.ts";
import type { ReportFile } from "../options.ts";

/** What an argument that names specs is. */
export const specsHelp = "spec files, folders or patterns (default: every spec/*/spec.yaml)";

/** The options of every command that compiles specs in all their environments. */
export function addSpecOptions(command: Command): Command {
  return addRunOptions(
    command.option("--env <name>", "the environment (default: the spec without one, and each that it declares)"),
  ).addOption(noWaiversOption());
}

/** The same for a command that shows a spec in one environment. */
export function addOneEnvironmentOptions(command: Command): Command {
  return addWaivedOptions(command).addOption(noWaiversOption());
}

/** The same for one whose waivers have to count. */
export function addWaivedOptions(command: Command): Command {
  return addRunOptions(command.option("--env <name>", "the environment (default: the spec without one)"));
}

function addRunOptions(command: Command): Command {
  return command.addOption(packOption()).addOption(todayOption());
}

function noWaiversOption(): Option {
  return new Option("--no-waivers", "let no waiver count");
}

/** The options of every command that prints a report. */
export function addPrintOptions(command: Command): Command {
  const gates = [...severities, "never"];
  return addColorOption(command)
    .addOption(new Option("--format <format>", "how the report is printed").choices(formats).default("pretty"))
    .option("--output <file>", "write the report to a file")
    .addOption(reportOption())
    .addOption(
      new Option("--fail-on <severity>", "fail at open findings this bad or worse").choices(gates).default("high"),
    )
    .option("--baseline <file>", "count the findings that `groundplan baseline` wrote down, and let only others fail")
    .addOption(
      new Option(
        "--against <revision>",
        "compare with the specs at the merge base with a git revision, or in a folder (./before), and let only what is new fail",
      ).conflicts("baseline"),
    )
    .option("--quiet", "print nothing that is not a failure");
}

function reportOption(): Option {
  const option = new Option("--report <format=file>", "write the report in another format too; may be repeated");
  return option.default([], "none").argParser((text: string, earlier: readonly ReportFile[]) => {
    const [name, ...file] = text.split("=");
    const format = formats.find((each) => each === name);
    if (!format) throw new InvalidArgumentError(`Its format is none of ${formats.join(", ")}.`);
    if (file.join("=") === "") throw new InvalidArgumentError(`It names no file: write ${format}=FILE.`);
    return [...earlier, { format, file: file.join("=") }];
  });
}

/** Whether what is printed has colours. */
export function addColorOption(command: Command): Command {
  return command
    .option("--color", "colour the report (default: on a terminal, unless NO_COLOR is set)")
    .option("--no-color", "leave the report plain");
}

/** `--pack`, which may be repeated. */
export function packOption(): Option {
  return new Option("--pack <file>", "a policy pack; later ones only tighten")
    .default([], "none")
    .argParser((file: string, files: readonly string[]) => [...files, file]);
}

/** `--today`: the day by which waivers are judged. */
export function todayOption(): Option {
  return dayOption("--today <date>", "judge waivers as of this day, YYYY-MM-DD in UTC");
}

/** An option that is a day, `YYYY-MM-DD` in UTC. */
export function dayOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (parseDay(text) !== undefined) return text;
    throw new InvalidArgumentError("It is no day of the form YYYY-MM-DD.");
  });
}

/** Command lines as help shows them, below everything else. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ groundplan ${line}\n`).join("")}`;
}
