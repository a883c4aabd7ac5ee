import { compareText } from "../../../schema/finding.ts";
import { askFormats } from "./ask-formats.ts";
import type { PrintedKind } from "./kinds.ts";
import type { Declarations, DeclaredField } from "./read-declarations.ts";

/** Prints the table of `generated/kubernetes/shapes.ts`, sorted, with one line per field for readable diffs. */
export async function printShapes(
  kinds: readonly PrintedKind[],
  declarations: Declarations,
  sources: readonly string[],
): Promise<string> {
  const lines = [
    "// Printed by `npx tsx compiler/validate/generate/main.ts`. Do not edit.",
    `// The sources are ${sources.join(" and ")}.`,
    `import type { Shapes } from "../../compiler/validate/decode/shape.ts";`,
    "",
    "/** The fields of every Kubernetes object that can be checked. */",
    "export const shapes: Shapes = {",
    "  kinds: {",
    ...kinds.map(({ apiVersion, kind, module }) => `    "${apiVersion} ${kind}": "${module}",`).sort(compareText),
    "  },",
    "  objects: {",
  ];
  for (const [name, object] of [...declarations].sort(([left], [right]) => compareText(left, right))) {
    const formats = await askFormats(object);
    const fields = [...object.fields].sort((left, right) => compareText(left.name, right.name));
    lines.push(`    "${name}": {`, ...fields.map((field) => `      ${printField(field, formats)}`), "    },");
  }
  return `${[...lines, "  },", "};"].join("\n")}\n`;
}

function printField({ name, required, type }: DeclaredField, formats: ReadonlyMap<string, string>): string {
  const format = formats.get(name);
  const refined = format ? type.replace(/^(number|string)/, format) : type;
  if (/^number/.test(refined)) throw new Error(`the number "${name}" has no format`);
  return `"${name}": "${refined}${required ? "!" : ""}",`;
}
