import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { cdktfModule } from "./load-program.ts";

/**
 * The entry of CDKTF's bundle: `module.exports = { "cdktf": () => require("cdktf"), … }`, with the modules that the
 * program's bundle leaves out, and the bindings of every type that the compiler emits. Nothing is loaded before it is
 * asked for.
 */
export function cdktfEntry(root: string, program: Metafile): string {
  const imports = Object.values(program.outputs).flatMap((output) => output.imports);
  const leftOut = imports.filter(({ external, path }) => external && cdktfModule.test(path)).map(({ path }) => path);
  const modules = [...new Set([...leftOut, ...bindings(root)])].map((id) => JSON.stringify(id));
  return `module.exports = {\n${modules.map((id) => `  ${id}: () => require(${id}),\n`).join("")}};\n`;
}

/** What the registry of types imports types from is what {@link loadBindings} imports classes from. */
function bindings(root: string): readonly string[] {
  const registry = readFileSync(join(root, "schema/graph/terraform-types.ts"), "utf8");
  return Array.from(registry.matchAll(/import\("(@cdktf\/[^"]+)"\)/g), ([, id = ""]) => id);
}
