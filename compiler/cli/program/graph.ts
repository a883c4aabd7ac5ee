import { type Command, Option } from "commander";
import type { DiagramFormat } from "../commands/graph.ts";
import type { Io } from "../io.ts";
import type { SpecOptions } from "../options.ts";
import type { End } from "./end.ts";
import { addColorOption, addOneEnvironmentOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan graph`. */
export function addGraph(program: Command, io: Io, end: End): void {
  const command = program
    .command("graph")
    .description("print a diagram: what comes in, what runs where, and what uses what")
    .argument("[specs...]", specsHelp)
    .addOption(
      new Option("--format <format>", "a Mermaid flowchart, or a picture with networks, ports and findings")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    );
  addColorOption(addOneEnvironmentOptions(command))
    .addHelpText(
      "after",
      examples("graph spec/shop/spec.yaml > shop.mmd", "graph spec/shop/spec.yaml --format svg > shop.svg"),
    )
    .action(async (specs: string[], options: SpecOptions & { readonly format: DiagramFormat }) => {
      const { graph } = await import("../commands/graph.ts");
      end(await graph(specs, options, io));
    });
}
