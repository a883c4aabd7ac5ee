import { randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usage-error.ts";

/**
 * Writes a file so that a reader sees the old or the new one, never half of it. Missing folders are made. What stands
 * there keeps its mode and its owner, a symbolic link still leads to it, and what is no file (a pipe, a terminal) is
 * written to as it is.
 */
export function writeFileAtomically(path: string, content: string): void {
  try {
    writeTo(path, content);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw new UsageError(
      `cannot write "${path}" (${reason})`,
      "check that it, or its folder, exists and may be written to",
    );
  }
}

function writeTo(path: string, content: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isFile()) writeAgain(path, content, there);
  else if (there) writeInto(path, content);
  else if (lstatSync(path, { throwIfNoEntry: false })) {
    // A link to a file that is not there yet: what it names is made.
    writeFileSync(path, content);
  } else {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, content);
  }
}

function writeAgain(path: string, content: string, old: Stats): void {
  const opened = openedAs(path);
  if (opened === undefined) {
    assertWritable(path, old);
    replaceFile(realpathSync(path), content, old);
    return;
  }
  // A shell has it open (`> file`): another file in its place would be seen by nobody.
  writeFileSync(opened, content);
}

/** The file descriptor that a path stands for, as `/dev/stdout` does. */
function openedAs(path: string): number | undefined {
  const [, name, number] = /^\/dev\/(stdout|stderr)$|^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  if (name !== undefined) return name === "stdout" ? 1 : 2;
  return number === undefined ? undefined : Number(number);
}

/** Whoever made a file read-only means it, although a rename would get past that. */
function assertWritable(path: string, { mode }: Stats): void {
  if ((mode & anybodyWrites) === 0) throw Object.assign(new Error("read-only"), { code: "EACCES" });
  accessSync(path, constants.W_OK);
}

const anybodyWrites = 0o222;

function writeInto(path: string, content: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeFileSync(file, content);
  } catch (error) {
    // A reader that has seen enough closes the pipe: that is no error.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  } finally {
    closeSync(file);
  }
}

function replaceFile(path: string, content: string, old?: Stats): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content);
    if (old) keepOwnerAndMode(temporary, old);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwnerAndMode(file: string, { uid, gid, mode }: Stats): void {
  const now = statSync(file);
  if (now.uid !== uid || now.gid !== gid) {
    try {
      chownSync(file, uid, gid);
    } catch {
      // Only root may give a file away: then it belongs to whoever has written it last.
    }
  }
  chmodSync(file, mode);
}
