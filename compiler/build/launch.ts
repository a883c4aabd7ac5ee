import { readFileSync } from "node:fs";
import nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { type BundleName, codeCacheFile, loadProgram } from "./load-program.ts";

/*
 * What `groundplan` starts. The code caches beside the bundles were made by the Node that built them. Any other V8 goes
 * without, or from Node 22 on with Node's own cache, in a folder of the user's: what is cached there is run. CDKTF then
 * comes from node_modules, where Node loads no more of it than is needed.
 */
const tag = cachedDataVersionTag();
const cache = readCache("cli");
if (cache) loadProgram(__dirname, (bundle) => (bundle === "cli" ? cache : readCache(bundle)));
else {
  const enableCompileCache = (nodeModule as { enableCompileCache?: (folder: string) => unknown }).enableCompileCache;
  enableCompileCache?.(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "groundplan"));
  nodeModule.createRequire(__filename)(join(__dirname, "cli.cjs"));
}

function readCache(bundle: BundleName): Buffer | undefined {
  try {
    return readFileSync(codeCacheFile(__dirname, bundle, tag));
  } catch {
    return undefined;
  }
}
