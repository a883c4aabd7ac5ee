import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { compareText, type SpecFinding } from "../../schema/finding.ts";
import type { OldState } from "./against/old-state.ts";
import { UsageError } from "./usage-error.ts";

/** Where specs are when nobody says which. */
const everySpec = "spec/*/spec.yaml";

/** A file that the user named, with its bytes if it can be read. */
export interface FileContent {
  /** As the user named it. */
  readonly file: string;
  readonly bytes?: Uint8Array;
}

/**
 * The spec files that arguments mean, each once: a file, a folder with a `spec.yaml`, or a pattern such as
 * `spec/*&#47;spec.yaml`, for shells and scripts that leave it as it is. Without arguments, every system here. A pattern
 * may mean no file any more where it meant one before.
 */
export async function findSpecs(
  args: readonly string[],
  cwd: string,
  before?: Pick<OldState, "gone">,
): Promise<readonly string[]> {
  const found = await Promise.all(args.map((arg) => expand(arg, cwd, before)));
  if (args.length > 0) return eachOnce(found.flat(), cwd);
  const all = await specsHere(cwd);
  if (all.length > 0 || (await wasThere(everySpec, before))) return all;
  throw new UsageError(
    `there is no ${everySpec} here`,
    "name a spec, or write a first one with `groundplan init <name>`",
  );
}

/** The patterns among the arguments, or the one that stands for none: what they mean can differ from state to state. */
export function patternsOf(args: readonly string[], cwd: string): readonly string[] {
  if (args.length === 0) return [everySpec];
  return args.filter((arg) => kindOf(resolve(cwd, arg)) === undefined && isPattern(arg));
}

/** Every system here; none is no mistake. */
export async function specsHere(cwd: string): Promise<readonly string[]> {
  return eachOnce(await glob(everySpec, cwd), cwd);
}

/** Reads a spec or a pack. One that cannot be read has no bytes: that is for the report to say. */
export function readFileContent(file: string, cwd: string): FileContent {
  try {
    return { file, bytes: readFileSync(resolve(cwd, file)) };
  } catch {
    return { file };
  }
}

/** A spec, and the lock beside it if there is one. */
export interface SpecContent {
  readonly spec: FileContent;
  readonly lock?: FileContent;
}

/** Reads a spec with its lock. That there is no lock is no mistake. */
export function readSpecContent(file: string, cwd: string): SpecContent {
  const lock = lockPath(file);
  const spec = readFileContent(file, cwd);
  return kindOf(resolve(cwd, lock)) === undefined ? { spec } : { spec, lock: readFileContent(lock, cwd) };
}

/** Where the lock of a spec is: `spec.lock.yaml` beside `spec.yaml`. */
export function lockPath(spec: string): string {
  return `${spec.replace(/\.ya?ml$/, "")}.lock.yaml`;
}

/** What a report says of a file without bytes. */
export function unreadableFile(file: string): SpecFinding {
  return {
    code: "file-unreadable",
    file,
    path: [],
    range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `cannot read "${file}"`,
    help: "check the name, the folder that you are in, and who may read the file",
  };
}

async function expand(arg: string, cwd: string, before?: Pick<OldState, "gone">): Promise<readonly string[]> {
  const kind = kindOf(resolve(cwd, arg));
  if (kind === "folder") return [join(arg, "spec.yaml").replaceAll("\\", "/")];
  if (kind === "file" || !isPattern(arg)) return [arg];
  const files = await glob(arg, cwd);
  if (files.length > 0 || (await wasThere(arg, before))) return files;
  throw new UsageError(`no file matches "${arg}"`, "check the pattern and the folder that you are in");
}

/** Each file by its first name, however many names and links lead to it. */
function eachOnce(files: readonly string[], cwd: string): readonly string[] {
  const byPath = new Map<string, string>();
  for (const file of files) {
    const path = realPath(resolve(cwd, file));
    if (!byPath.has(path)) byPath.set(path, file);
  }
  return [...byPath.values()];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function wasThere(pattern: string, before?: Pick<OldState, "gone">): Promise<boolean> {
  return before !== undefined && (await before.gone([pattern])).length > 0;
}

function isPattern(arg: string): boolean {
  return /[*?[{]/.test(arg);
}

function kindOf(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

async function glob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { glob: find } = await import("tinyglobby");
  return (await find(pattern, { cwd, expandDirectories: false })).sort(compareText);
}
