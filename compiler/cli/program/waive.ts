import type { Command } from "commander";
import type { WaiveOptions } from "../commands/waive.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addColorOption, addWaivedOptions, dayOption, examples } from "./shared-options.ts";

/** Declares `groundplan waive`. */
export function addWaive(program: Command, io: Io, end: End): void {
  const command = program
    .command("waive")
    .description("write a waiver of an open finding into its spec, comments and layout kept")
    .argument("<policy>", "the policy's id")
    .argument("[target]", "the spec path that the finding is about, where the policy found something on several")
    .requiredOption("--reason <text>", "why this is acceptable here, for now")
    .option("--owner <name>", "who answers for it (default: the spec's owner)")
    .addOption(
      dayOption("--expires <date>", "the last day on which it counts (default: in 90 days, or as the policy allows)"),
    )
    .option("--finding <key>", "the one finding that is meant (default: all of the policy on the target)")
    .option("--ticket <id>", "where the work to remove it is tracked")
    .option("--spec <file>", "the spec that is meant, where there are several");
  addColorOption(addWaivedOptions(command))
    .addHelpText("after", examples('waive edge-https-only routes.public --reason "A demo without a domain"'))
    .action(async (policy: string, target: string | undefined, options: WaiveOptions) => {
      const { waive } = await import("../commands/waive.ts");
      end(await waive(policy, target, options, io));
    });
}
