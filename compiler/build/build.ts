import { spawnSync } from "node:child_process";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { thirdPartyLicenses } from "./third-party-licenses.ts";

const root = join(import.meta.dirname, "../..");

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  outExtension: { ".js": ".cjs" },
} as const satisfies BuildOptions;

/**
 * Builds what is installed: the program as one CommonJS file, in which a part is evaluated only when a command
 * imports it, its launcher, a code cache for the Node that builds, and the licences of what is bundled.
 * CDKTF and its bindings stay in node_modules: they are large, and only `compile` and `synth` load what they need
 * of them.
 */
export function build(target: string): void {
  // Built aside and put in place at the end, so that a running program or a second build sees a whole one.
  const folder = `${target}.${process.pid}.tmp`;
  const { metafile } = buildSync({
    ...common,
    entryPoints: { cli: "compiler/cli/main.ts" },
    outdir: folder,
    // A CommonJS file has no `import.meta`, which some packages ask for their place.
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    // A script from a code cache cannot `import()`; what is external is CommonJS, so `require` does.
    supported: { "dynamic-import": false },
    // The build for Node looks into the environment at every token, and reaches its own modules through getters.
    alias: { yaml: join(root, "node_modules/yaml/browser/dist/index.js") },
    external: ["cdktf", "constructs", "@cdktf/*"],
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
  });
  writeFileSync(join(folder, "LICENSES.txt"), thirdPartyLicenses(root, Object.keys(metafile.inputs)));
  buildSync({
    ...common,
    banner: { js: "#!/usr/bin/env node" },
    entryPoints: { groundplan: "compiler/build/launch.ts", "warm-up": "compiler/build/warm-up.ts" },
    outdir: folder,
  });
  // npm makes it executable when it installs the package, but not when it builds it again in place.
  chmodSync(join(folder, "groundplan.cjs"), 0o755);
  warmUp(folder);
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

/** Makes the code cache. What the run finds in the spec does not matter, and without a cache the program is slower only. */
function warmUp(folder: string): void {
  const script = join(folder, "warm-up.cjs");
  const { status } = spawnSync(process.execPath, [script, folder, "check", "spec/fastapi-app/spec.yaml"], {
    cwd: root,
  });
  if (status === null || status > 2) process.stderr.write("build: no code cache, because the warm-up run failed\n");
  rmSync(script);
}
