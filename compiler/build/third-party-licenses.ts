import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licence texts of every package whose code is in a bundle, and where its source is, as their licences ask for. */
export function thirdPartyLicenses(root: string, bundledFiles: readonly string[]): string {
  const folders = new Set(bundledFiles.flatMap((file) => packageFolder(file) ?? []));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = readManifest(join(root, folder));
    const source = `https://www.npmjs.com/package/${name}/v/${version}`;
    const text = licenseText(join(root, folder)) ?? "The package has no licence file of its own.";
    return `${name} ${version} (${license})\n${source}\n\n${text.trim()}\n`;
  });
  return `The program contains code of these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** `node_modules/yaml/dist/index.js` → `node_modules/yaml`; nothing for a file of our own. */
function packageFolder(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function readManifest(folder: string): { readonly name: string; readonly version: string; readonly license: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function licenseText(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  return file === undefined ? undefined : readFileSync(join(folder, file), "utf8");
}
