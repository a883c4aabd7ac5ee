import { writeFileSync } from "node:fs";
import { cachedDataVersionTag } from "node:v8";
import { codeCacheFile, loadCli } from "./load-cli.ts";

/*
 * Run by the build: `warm-up.cjs <folder> <arguments of groundplan…>`. It runs the bundle once and keeps the code
 * that was compiled for that run.
 */
const [, , folder = "", ...args] = process.argv;
process.argv = [process.execPath, "groundplan", ...args];
const cache = codeCacheFile(folder, cachedDataVersionTag());
const script = loadCli(`${folder}/cli.cjs`);
process.on("exit", () => {
  writeFileSync(cache, script.createCachedData());
});
