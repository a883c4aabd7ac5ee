import type { Command } from "commander";
import type { BaselineOptions } from "../commands/baseline.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addColorOption, addSpecOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan baseline`. */
export function addBaseline(program: Command, io: Io, end: End): void {
  const command = program
    .command("baseline")
    .description("write down the open findings of today, for `check --baseline`; it only ever shrinks")
    .argument("[specs...]", specsHelp)
    .option("--output <file>", "the file to write", "groundplan.baseline.json")
    .option("--allow-more", "let a baseline that is there already grow");
  addColorOption(addSpecOptions(command))
    .addHelpText("after", examples("baseline", "check --baseline groundplan.baseline.json"))
    .action(async (specs: string[], options: BaselineOptions) => {
      const { baseline } = await import("../commands/baseline.ts");
      end(await baseline(specs, options, io));
    });
}
