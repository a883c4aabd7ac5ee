import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * Runs the bundled program as Node would run a CommonJS file, with V8's code cache if there is one for it.
 * Compiling the bundle is most of a cold start; the cache takes that away.
 * The result is the script, of which a cache can be made once it has run.
 */
export function loadCli(file: string, cachedData?: Buffer): Script {
  // V8 optimises a function after it has run for a while. A run this short pays for that and never gets it back:
  // with seven times the default budget a check takes a fifth to a third less CPU, whatever the size of the spec.
  setFlagsFromString("--interrupt-budget=1000000");
  // The bundle is ASCII, which V8 holds at a byte a character.
  const code = readFileSync(file, "latin1");
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    // Only for stack traces. A code cache keeps it, and must not keep the folder of whoever built it.
    filename: "groundplan/cli.cjs",
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return script;
}

/** The code cache of a bundle for one V8, by the tag that it has before any flag is set. */
export function codeCacheFile(folder: string, versionTag: number): string {
  return `${folder}/cli.${versionTag.toString(16)}.cache`;
}
