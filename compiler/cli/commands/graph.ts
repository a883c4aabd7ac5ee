import { printMermaid } from "../diagram/print-mermaid.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { printWhenValid } from "../print-when-valid.ts";

/** `groundplan graph`: a diagram of each system. */
export function graph(
  specs: readonly string[],
  options: SpecOptions & Pick<PrintOptions, "color">,
  io: Io,
): Promise<ExitCode> {
  return printWhenValid(specs, options, io, { print: printMermaid, separator: "\n" });
}
