import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { argumentsFile, generateArguments } from "./generate-arguments.ts";
import { generateShapes, shapesFile } from "./generate-shapes.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
writeFileSync(`${root}/${shapesFile}`, await generateShapes(root));
writeFileSync(`${root}/${argumentsFile}`, generateArguments(root));
