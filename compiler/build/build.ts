import { spawnSync } from "node:child_process";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, buildSync, type Metafile } from "esbuild";
import { cdktfEntry } from "./cdktf-entry.ts";
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

/** The package that lays out pictures, as the program imports it. */
const layoutModule = "elkjs/lib/elk.bundled.js";

const minified = { minifySyntax: true, minifyWhitespace: true } as const;

/**
 * Builds what is installed: the program, what it uses of CDKTF, which only `compile` and `synth` load, a launcher, code
 * caches for the Node that builds, and the licences of what is bundled. Any other Node takes CDKTF from node_modules.
 */
export function build(target: string): void {
  // Built aside and put in place at the end, so that a running program or a second build sees a whole one.
  const folder = `${target}.${process.pid}.tmp`;
  const program = bundleProgram(folder);
  const cdktf = bundleCdktf(folder, program);
  const layout = bundleLayout(folder);
  const inputs = [program, cdktf, layout].flatMap((metafile) => Object.keys(metafile.inputs));
  writeFileSync(join(folder, "LICENSES.txt"), thirdPartyLicenses(root, inputs));
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

/** One CommonJS file, in which a part is evaluated only when a command imports it. */
function bundleProgram(folder: string): Metafile {
  const { metafile } = buildSync({
    ...common,
    ...minified,
    entryPoints: { cli: "compiler/cli/main.ts" },
    outdir: folder,
    // A CommonJS file has no `import.meta`, which some packages ask for their place.
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    // A script from a code cache cannot `import()`; what is external is CommonJS, so `require` does.
    supported: { "dynamic-import": false },
    // The build for Node looks into the environment at every token, and reaches its own modules through getters.
    alias: { yaml: join(root, "node_modules/yaml/browser/dist/index.js"), [layoutModule]: "./layout.cjs" },
    external: ["cdktf", "constructs", "@cdktf/*", "./layout.cjs"],
    metafile: true,
  });
  return metafile;
}

/** What lays out pictures, as large as the rest of the program: a file of its own, loaded when something is drawn. */
function bundleLayout(folder: string): Metafile {
  const { metafile } = buildSync({
    ...common,
    ...minified,
    entryPoints: { layout: layoutModule },
    outdir: folder,
    metafile: true,
  });
  return metafile;
}

/** The modules of CDKTF that the program leaves out, each evaluated only when the program asks for it. */
function bundleCdktf(folder: string, program: Metafile): Metafile {
  const { metafile } = buildSync({
    ...common,
    ...minified,
    stdin: { contents: cdktfEntry(root, program), resolveDir: root },
    outfile: join(folder, "cdktf.cjs"),
    external: ["archiver"],
    metafile: true,
  });
  return metafile;
}

/** Makes the code caches. What the run finds in the spec does not matter, and without a cache the program is slower only. */
function warmUp(folder: string): void {
  const [script, output] = [join(folder, "warm-up.cjs"), join(folder, "warm-up")];
  const args = [script, folder, "compile", "spec/fastapi-app/spec.yaml", "--fail-on", "never", "--out", output];
  const { status } = spawnSync(process.execPath, args, { cwd: root });
  if (status !== 0) process.stderr.write("build: no code cache, because the warm-up run failed\n");
  rmSync(script);
  rmSync(output, { recursive: true, force: true });
}
