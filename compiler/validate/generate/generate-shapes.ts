import { readFileSync } from "node:fs";
import { printedKinds } from "./kinds.ts";
import { printShapes } from "./print-shapes.ts";
import { readDeclarations } from "./read-declarations.ts";

/** The print that is committed. */
export const shapesFile = "generated/kubernetes/shapes.ts";

/** Prints the shapes from the packages as installed below `root`. */
export async function generateShapes(root: string): Promise<string> {
  const packages = [...new Set(printedKinds.map((kind) => kind.package))];
  const sources = packages.map((name) => {
    const manifest = JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, "utf8")) as {
      readonly version: string;
    };
    return `${name} ${manifest.version}`;
  });
  return printShapes(printedKinds, readDeclarations(printedKinds, root), sources);
}
