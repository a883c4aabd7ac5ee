import { printMermaid } from "../diagram/print-mermaid.ts";
import type { ExitCode } from "../exit-code.ts";
import { findSpecs } from "../find-specs.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { type Print, printWhenValid } from "../print-when-valid.ts";
import { UsageError } from "../usage-error.ts";

/** The languages that a diagram can be printed in. */
export type DiagramFormat = "mermaid" | "svg";

const prints: Readonly<Record<DiagramFormat, Print>> = {
  mermaid: printMermaid,
  svg: async (system, findings) => {
    const { pictureOf } = await import("../../picture/picture-of.ts");
    const { svgFile } = await import("../../../policies/report/picture/svg-file.ts");
    return svgFile(await pictureOf(system, findings), findings);
  },
};

/** `groundplan graph`: a diagram of each system. */
export async function graph(
  specs: readonly string[],
  { format, ...options }: SpecOptions & Pick<PrintOptions, "color"> & { readonly format: DiagramFormat },
  io: Io,
): Promise<ExitCode> {
  if (format === "svg") {
    const found = await findSpecs(specs, io.cwd);
    if (found.length > 1) throw new UsageError(`there are ${found.length} specs, and a picture shows one`, "name one");
  }
  return printWhenValid(specs, options, io, { print: prints[format], separator: "\n" });
}
