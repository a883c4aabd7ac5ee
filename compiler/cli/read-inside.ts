import { type Dirent, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

/** {@link readerInside} for one file. */
export function readInside(folder: string, path: string): string | undefined {
  return readerInside(folder)(path);
}

/**
 * Reads files by their path below a folder: the content, or nothing where there is no file. A path that leads out of
 * the folder, by its own steps or through a symbolic link, is refused, and so is anything that is not a plain file.
 * Each folder on the way is listed once, so a reader is of use until its files are changed.
 */
export function readerInside(folder: string): (path: string) => string | undefined {
  const top = resolve(folder);
  const listings = new Map([[top, listTop(top)]]);
  const listingOf = (directory: string): Listing => {
    const known = listings.get(directory);
    if (known) return known;
    const entry = listingOf(dirname(directory)).get(basename(directory));
    const listing = entry ? listEntry(top, directory, entry) : nothing;
    listings.set(directory, listing);
    return listing;
  };
  return (path) => {
    const absolute = resolve(top, path);
    if (isOutside(top, absolute)) throw leadsOut(path);
    const entry = listingOf(dirname(absolute)).get(basename(absolute));
    if (!entry) return undefined;
    if (entry.isFile()) return reading(path, () => readFileSync(absolute, "utf8"));
    throw new UsageError(
      `"${path}" in the output folder is not a plain file`,
      "remove it, or choose another folder with --out",
    );
  };
}

/** What is in a folder, by name. */
type Listing = ReadonlyMap<string, Dirent>;

const nothing: Listing = new Map();

function listTop(top: string): Listing {
  const root = realPath(top);
  return root === undefined ? nothing : list(root, top);
}

/** What is in a folder below the top one. A symbolic link may lead to another folder in there, and nowhere else. */
function listEntry(top: string, directory: string, entry: Dirent): Listing {
  if (entry.isDirectory()) return list(directory, directory);
  if (!entry.isSymbolicLink()) return nothing;
  const [root = "", target] = [realPath(top), realPath(directory)];
  if (target === undefined || (target !== root && isOutside(root, target))) throw leadsOut(relative(top, directory));
  return list(target, directory);
}

function list(directory: string, name: string): Listing {
  const entries = reading(name, () => readdirSync(directory, { withFileTypes: true }));
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw new UsageError(`cannot read "${path}" (${reason})`, "check that it may be read, or choose another folder");
  }
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

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
