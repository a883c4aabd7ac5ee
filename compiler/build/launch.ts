import { readFileSync } from "node:fs";
import nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { codeCacheFile, loadCli } from "./load-cli.ts";

/*
 * What `groundplan` starts. The code cache beside the bundle was made by the Node that built it. Any other V8 goes
 * without, or from Node 22 on with Node's own cache, in a folder of the user's: what is cached there is run.
 */
const cli = join(__dirname, "cli.cjs");
const cache = readCache();
if (cache) loadCli(cli, cache);
else {
  const enableCompileCache = (nodeModule as { enableCompileCache?: (folder: string) => unknown }).enableCompileCache;
  enableCompileCache?.(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "groundplan"));
  nodeModule.createRequire(__filename)(cli);
}

function readCache(): Buffer | undefined {
  try {
    return readFileSync(codeCacheFile(__dirname, cachedDataVersionTag()));
  } catch {
    return undefined;
  }
}
