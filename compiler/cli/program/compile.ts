import type { Command } from "commander";
import type { CompileOptions } from "../commands/compile.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addPrintOptions, addSpecOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan compile`. */
export function addCompile(program: Command, io: Io, end: End): void {
  const command = program
    .command("compile")
    .description("check, and if nothing fails write Terraform, charts and Kubernetes YAML")
    .argument("[specs...]", specsHelp)
    .option("--out <dir>", "the folder to write; it then holds this run's files", "out");
  addPrintOptions(addSpecOptions(command))
    .addHelpText("after", examples("compile spec/shop --env prod --out out", "compile --fail-on medium"))
    .action(async (specs: string[], options: CompileOptions) => {
      const { compile } = await import("../commands/compile.ts");
      end(await compile(specs, options, io));
    });
}
