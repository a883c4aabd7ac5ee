import type { Command } from "commander";
import type { GenerateOptions } from "../commands/generate.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { examples, todayOption } from "./shared-options.ts";

/** Declares `groundplan generate`. */
export function addGenerate(program: Command, io: Io, end: End): void {
  program
    .command("generate")
    .description("print under generated/: the schemas, and for every spec what is made of it")
    .option("--check", "write nothing, and fail if a file is not what would be printed now")
    .addOption(todayOption())
    .addHelpText("after", examples("generate", "generate --check"))
    .action(async (options: GenerateOptions) => {
      const { generate } = await import("../commands/generate.ts");
      end(await generate(options, io));
    });
}
