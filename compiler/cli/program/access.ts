import { type Command, Option } from "commander";
import { accessFormats } from "../access/access-formats.ts";
import type { AccessOptions } from "../commands/access.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addColorOption, addSpecOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan access`. */
export function addAccess(program: Command, io: Io, end: End): void {
  const command = program
    .command("access")
    .description("show who can reach what, on which port and with which rights, and which line asks for it")
    .argument("[specs...]", specsHelp)
    .addOption(new Option("--format <format>", "how it is printed").choices(accessFormats).default("pretty"))
    .option("--service <name>", "only what this one reaches: a service, or another row")
    .option("--target <name>", "only who reaches this")
    .option("--undeclared", "only what no line of the spec asks for; exit 1 if some of that is open");
  addColorOption(addSpecOptions(command))
    .addHelpText(
      "after",
      examples("access", "access --service api", "access --undeclared", "access --format csv > access.csv"),
    )
    .action(async (specs: string[], options: AccessOptions) => {
      const { access } = await import("../commands/access.ts");
      end(await access(specs, options, io));
    });
}
