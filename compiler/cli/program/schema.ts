import { Argument, type Command } from "commander";
import { schemaNames } from "../commands/schema-names.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { examples } from "./shared-options.ts";

/** Declares `groundplan schema`. */
export function addSchema(program: Command, io: Io, end: End): void {
  program
    .command("schema")
    .description("print the JSON Schema of a spec, of a policy pack, of the JSON report or of the access matrix")
    .addArgument(new Argument("[of]", "what the schema is of").choices(schemaNames).default("spec"))
    .addHelpText("after", examples("schema > system.schema.json", "schema report"))
    .action(async (of: (typeof schemaNames)[number]) => {
      const { schema } = await import("../commands/schema.ts");
      end(schema(of, io));
    });
}
