import { lstat, readFile, realpath } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

/**
 * The content of the file at a path below a folder, if there is one. A path that leads out of the folder, by its
 * own steps or through a symbolic link, is refused, and so is anything that is not a plain file.
 */
export async function readInside(folder: string, path: string): Promise<string | undefined> {
  const absolute = resolve(folder, path);
  if (isOutside(resolve(folder), absolute)) throw leadsOut(path);
  const root = await realPathOrUndefined(folder);
  if (root === undefined) return undefined;
  const parent = await nearestRealPath(dirname(absolute));
  if (parent !== root && isOutside(root, parent)) throw leadsOut(path);
  const found = await lstat(absolute).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isFile()) return readFile(absolute, "utf8");
  throw new UsageError(
    `"${path}" in the output folder is not a plain file`,
    "remove it, or choose another folder with --out",
  );
}

function leadsOut(path: string): UsageError {
  return new UsageError(
    `"${path}" leads out of the output folder`,
    "remove symbolic links from the folder, or choose another one with --out",
  );
}

function isOutside(folder: string, path: string): boolean {
  const steps = relative(folder, path);
  return steps === "" || steps === ".." || steps.startsWith(`..${sep}`) || isAbsolute(steps);
}

async function nearestRealPath(path: string): Promise<string> {
  return (await realPathOrUndefined(path)) ?? nearestRealPath(dirname(path));
}

async function realPathOrUndefined(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
