import type { Command } from "commander";
import type { CheckOptions } from "../commands/check.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addPrintOptions, addSpecOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan check`. */
export function addCheck(program: Command, io: Io, end: End): void {
  const command = program
    .command("check")
    .description("check specs and what they compile to against the policies; write nothing without --fix")
    .argument("[specs...]", specsHelp)
    .option("--fix", "first make the edits that policies know in the specs, comments and layout kept");
  addPrintOptions(addSpecOptions(command))
    .addHelpText(
      "after",
      examples(
        "check",
        "check spec/shop --env prod",
        "check --format sarif --output report.sarif",
        "check --against origin/main",
      ),
    )
    .action(async (specs: string[], options: CheckOptions) => {
      const { check } = await import("../commands/check.ts");
      end(await check(specs, options, io));
    });
}
