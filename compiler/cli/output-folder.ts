import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { compareText } from "../../schema/finding.ts";
import { digest, type Ledger, readLedger, writeLedger } from "./output-ledger.ts";
import { readerInside } from "./read-inside.ts";
import { UsageError } from "./usage-error.ts";
import { writeFileAtomically } from "./write-file.ts";

/** What writing to an output folder changes, by path below it, each list sorted. */
export interface OutputChanges {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Files of an earlier run that are no longer made, but that somebody has changed since. */
  readonly kept: readonly string[];
  /** Those of {@link written} that no earlier run wrote. */
  readonly foreign: readonly string[];
}

/** How an output folder is written. */
export interface OutputOptions {
  /** What to do with a file that stands in the way and that no earlier run wrote. */
  readonly foreignFiles: "refuse" | "overwrite";
}

/**
 * Makes an output folder hold these files. A file that has its content already is not touched, one that an earlier
 * run wrote and this one does not is removed, and nothing else in the folder is changed: Terraform keeps its state
 * and its providers there. Every check comes before the first change.
 */
export function writeOutput(
  folder: string,
  files: ReadonlyMap<string, string>,
  { foreignFiles }: OutputOptions,
): OutputChanges {
  const changes = planOutput(folder, files);
  const [foreign] = changes.foreign;
  if (foreign !== undefined && foreignFiles === "refuse") throw inTheWay(foreign);

  for (const path of changes.written) writeFileAtomically(resolve(folder, path), files.get(path) ?? "");
  for (const path of changes.removed) {
    rmSync(resolve(folder, path));
    removeEmptyFolders(folder, dirname(path));
  }
  const ledger = [...files].map(([path, content]) => [path, digest(content)] as const);
  writeLedger(folder, Object.fromEntries(ledger.sort(([left], [right]) => compareText(left, right))));
  return changes;
}

/** What {@link writeOutput} would change. */
export function planOutput(folder: string, files: ReadonlyMap<string, string>): OutputChanges {
  const ledger = readLedger(folder);
  const read = readerInside(folder);
  const written: string[] = [];
  const unchanged: string[] = [];
  const foreign: string[] = [];
  for (const [path, content] of [...files].sort(([left], [right]) => compareText(left, right))) {
    const found = read(path);
    (found === content ? unchanged : written).push(path);
    if (found !== undefined && found !== content && ledger[path] === undefined) foreign.push(path);
  }
  return { written, unchanged, foreign, ...staleFiles(read, ledger, files) };
}

function inTheWay(path: string): UsageError {
  return new UsageError(
    `"${path}" is in the output folder already, and groundplan did not write it`,
    "choose another folder with --out, or remove the file",
  );
}

function staleFiles(
  read: (path: string) => string | undefined,
  ledger: Ledger,
  files: ReadonlyMap<string, string>,
): Pick<OutputChanges, "removed" | "kept"> {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const path of Object.keys(ledger).sort(compareText)) {
    if (files.has(path)) continue;
    const found = read(path);
    if (found !== undefined) (digest(found) === ledger[path] ? removed : kept).push(path);
  }
  return { removed, kept };
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === ".") return;
  const absolute = resolve(folder, path);
  if (readdirSync(absolute).length > 0) return;
  rmdirSync(absolute);
  removeEmptyFolders(folder, dirname(path));
}
