import type { Command } from "commander";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { examples } from "./shared-options.ts";

/** Declares `groundplan init`. */
export function addInit(program: Command, io: Io, end: End): void {
  program
    .command("init")
    .description("write a first spec to spec/NAME/spec.yaml")
    .argument("<name>", "the system's name")
    .addHelpText("after", examples("init shop"))
    .action(async (name: string) => {
      const { init } = await import("../commands/init.ts");
      end(await init(name, io));
    });
}
