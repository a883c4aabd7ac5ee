import type { Command } from "commander";
import type { Io } from "../io.ts";
import type { SpecOptions } from "../options.ts";
import type { End } from "./end.ts";
import { addColorOption, addOneEnvironmentOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan resolve`. */
export function addResolve(program: Command, io: Io, end: End): void {
  const command = program
    .command("resolve")
    .description("print the spec with every default filled in, and where each value comes from")
    .argument("[specs...]", specsHelp);
  addColorOption(addOneEnvironmentOptions(command))
    .addHelpText("after", examples("resolve spec/shop/spec.yaml --env prod"))
    .action(async (specs: string[], options: SpecOptions) => {
      const { resolveSpecs } = await import("../commands/resolve.ts");
      end(await resolveSpecs(specs, options, io));
    });
}
