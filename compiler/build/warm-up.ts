import { writeFileSync } from "node:fs";
import { cachedDataVersionTag } from "node:v8";
import { codeCacheFile, loadProgram } from "./load-program.ts";

/*
 * Run by the build: `warm-up.cjs <folder> <arguments of groundplan…>`. It runs the program once and keeps the code
 * that was compiled for that run.
 */
const [, , folder = "", ...args] = process.argv;
process.argv = [process.execPath, "groundplan", ...args];
const tag = cachedDataVersionTag();
const scripts = loadProgram(folder, () => undefined);
process.on("exit", () => {
  for (const [bundle, script] of scripts) writeFileSync(codeCacheFile(folder, bundle, tag), script.createCachedData());
});
