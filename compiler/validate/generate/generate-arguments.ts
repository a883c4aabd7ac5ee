import { readFileSync } from "node:fs";
import { compareText } from "../../../schema/finding.ts";

/** The print that is committed. */
export const argumentsFile = "generated/terraform/arguments.ts";

/** A type of schema/graph/terraform-types.ts: `aws_eip: import("@cdktf/provider-aws/lib/eip/index.js").EipConfig;` */
const typeLine = /^ {2}"?([a-z0-9_.]+)"?: import\("(@cdktf\/provider-[^"]+)\.js"\)\.(\w+);$/gm;

/** Prints the arguments of every Terraform type that the compiler emits, from the bindings installed below `root`. */
export function generateArguments(root: string): string {
  const types = readFileSync(`${root}/schema/graph/terraform-types.ts`, "utf8");
  const entries = [...types.matchAll(typeLine)]
    // Providers are no resources.
    .filter(([, type = ""]) => type.includes("_"))
    .map(([, type = "", module = "", config = ""]): readonly [string, string] => {
      const interfaces = readInterfaces(readFileSync(`${root}/node_modules/${module}.d.ts`, "utf8"));
      return [type, printInterface(config, interfaces, [])];
    })
    .sort(([left], [right]) => compareText(left, right));
  return [
    "// Printed by `npm run generate` from the provider bindings. Do not edit.",
    "",
    "/** The arguments of every Terraform type that the compiler emits; those of a block in braces. */",
    "export const terraformArguments: Readonly<Record<string, string>> = {",
    ...entries.map(([type, text]) => `  "${type}":\n    "${text}",`),
    "};",
    "",
  ].join("\n");
}

type Interfaces = ReadonlyMap<string, readonly (readonly [name: string, type: string])[]>;

function readInterfaces(declarations: string): Interfaces {
  const blocks = declarations.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/gm);
  return new Map(
    Array.from(blocks, ([, name = "", body = ""]) => [
      name,
      Array.from(body.matchAll(/^ {4}readonly (\w+)\??: ([^;]*)/gm), ([, key = "", type = ""]) => [key, type] as const),
    ]),
  );
}

/** A block within itself, as a statement of a filter, is left open: `*` takes anything. */
function printInterface(name: string, interfaces: Interfaces, outer: readonly string[]): string {
  if (outer.includes(name)) return "*";
  const fields = [...(interfaces.get(name) ?? [])].sort(([left], [right]) => compareText(left, right));
  return fields
    .map(([key, type]) => {
      const [inner = ""] = /^\w+/.exec(type) ?? [];
      return interfaces.has(inner) ? `${key}{${printInterface(inner, interfaces, [...outer, name])}}` : key;
    })
    .join(" ");
}
