import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { firstSpec } from "../first-spec.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { writeFileAtomically } from "../write-file.ts";

/** What a system may be called, as in the language: it begins every resource's name. */
const systemName = /^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/;

/** `groundplan init`: a first spec to edit. It never overwrites one. */
export async function init(name: string, io: Io): Promise<ExitCode> {
  if (!systemName.test(name)) {
    throw new UsageError(
      `"${name}" cannot be a system's name`,
      "use lower-case letters, digits and hyphens, at most 24, beginning with a letter",
    );
  }
  const file = `spec/${name}/spec.yaml`;
  const path = resolve(io.cwd, file);
  if (await exists(path)) throw new UsageError(`${file} exists already`, "choose another name, or edit that spec");
  writeFileAtomically(path, firstSpec(name, await schemaPath(io.cwd)));
  io.stderr.write(`wrote ${file}\nnext: edit it, then run \`groundplan check\`\n`);
  return exitCodes.clean;
}

/** From the spec to its schema: the one generated here, or where npm puts this package. */
async function schemaPath(cwd: string): Promise<string> {
  const generated = "generated/schema/system.schema.json";
  return (await exists(resolve(cwd, generated))) ? `../../${generated}` : `../../node_modules/groundplan/${generated}`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
