import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** The bundles that the program consists of: its own code, and what it uses of CDKTF. */
export type BundleName = "cli" | "cdktf";

/** How the program's code asks for what is CDKTF's. */
export const cdktfModule = /^(?:cdktf|constructs|@cdktf)(?:\/|$)/;

type Require = (id: string) => unknown;
/** What the bundle of CDKTF exports: how to load each of its modules, by the name that `require` takes. */
type LazyModules = Readonly<Record<string, () => unknown>>;

/**
 * Runs the program that is built in a folder, with V8's code caches as far as there are any. Compiling the bundles is
 * most of a cold start; the caches take that away. CDKTF's bundle is loaded when something first asks for it.
 * The result has the scripts that have run so far, of which caches can be made.
 */
export function loadProgram(
  folder: string,
  cacheOf: (bundle: BundleName) => Buffer | undefined,
): ReadonlyMap<BundleName, Script> {
  // V8 optimises a function after it has run for a while. A run this short pays for that and never gets it back:
  // with seven times the default budget a check takes a fifth to a third less CPU, whatever the size of the spec.
  setFlagsFromString("--interrupt-budget=1000000");
  const scripts = new Map<BundleName, Script>();
  const load = (bundle: BundleName, require: Require): unknown => {
    const file = join(folder, `${bundle}.cjs`);
    const script = compileBundle(file, bundle, cacheOf(bundle));
    scripts.set(bundle, script);
    const module = { exports: {} };
    script.runInThisContext()(module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  const ofNode: Require = createRequire(join(folder, "cli.cjs"));
  let cdktf: LazyModules | undefined;
  load("cli", (id) => {
    if (rarelyUsed.has(id)) return onFirstUse(() => ofNode(id));
    if (!cdktfModule.test(id)) return ofNode(id);
    cdktf ??= load("cdktf", (inner) => (inner === "archiver" ? zip : ofNode(inner))) as LazyModules;
    return cdktf[id] ? cdktf[id]() : ofNode(id);
  });
  return scripts;
}

/** Modules of Node's that most checks import and do not use. Together they are a tenth of Node's own start. */
const rarelyUsed: ReadonlySet<string> = new Set(["node:child_process", "node:crypto", "node:zlib"]);

/** Stands for a module's exports, and loads it when the first of them is used. */
function onFirstUse(load: () => unknown): unknown {
  return new Proxy({}, { get: (_, name) => Reflect.get(load() as object, name) });
}

/** Stands for the package that CDKTF zips assets with, which is most of what it loads. No compiled system has an asset. */
function zip(): never {
  throw new Error("the program is built without the package that CDKTF zips assets with");
}

/** A bundle as Node wraps a CommonJS file. */
function compileBundle(file: string, name: BundleName, cachedData: Buffer | undefined): Script {
  // The bundles are ASCII, which V8 holds at a byte a character.
  const code = readFileSync(file, "latin1");
  return new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    // Only for stack traces. A code cache keeps it, and must not keep the folder of whoever built it.
    filename: `groundplan/${name}.cjs`,
    ...(cachedData && { cachedData }),
  });
}

/** The code cache of a bundle for one V8, by the tag that it has before any flag is set. */
export function codeCacheFile(folder: string, bundle: BundleName, versionTag: number): string {
  return join(folder, `${bundle}.${versionTag.toString(16)}.cache`);
}
