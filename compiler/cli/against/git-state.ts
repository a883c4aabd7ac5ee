import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { compareText } from "../../../schema/finding.ts";
import { UsageError } from "../usage-error.ts";
import { git } from "./git.ts";
import type { OldState } from "./old-state.ts";
import { readBatch } from "./read-batch.ts";

/** Whether git knows a revision by this name here. */
export function isRevision(cwd: string, revision: string): boolean {
  return git(cwd, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]).ok;
}

/**
 * The state in which the work here left the one of a revision: that of their merge base. What others have changed in
 * the revision since then is not this edit's.
 */
export function gitState(cwd: string, revision: string): OldState {
  const top = topOf(cwd);
  const base = mergeBase(cwd, revision);
  return {
    name: `${revision} (${base.slice(0, 7)})`,
    read: (files) => {
      const paths = files.map((file) => pathIn(top, resolve(cwd, file), file));
      const { ok, stdout, reason } = git(
        cwd,
        ["cat-file", "--batch", "--follow-symlinks"],
        paths.map((path) => `${base}:${path}\n`).join(""),
      );
      if (!ok) throw new UsageError(`git cannot read ${base.slice(0, 7)}: ${reason}`, "check the repository");
      const contents = readBatch(stdout);
      return new Map(
        files.flatMap((file, index) => {
          const content = contents[index];
          return content ? [[file, content] as const] : [];
        }),
      );
    },
    gone: async (patterns) => {
      if (patterns.length === 0) return [];
      const { stdout } = git(cwd, [
        ...["diff", "--name-only", "-z", "--no-renames", "--diff-filter=D", "--relative", base, "--"],
        ...patterns.map((pattern) => `:(glob)${pattern}`),
      ]);
      const files = stdout.toString("utf8").split("\0").filter(Boolean);
      return files.filter((file) => !existsSync(resolve(cwd, file))).sort(compareText);
    },
  };
}

function topOf(cwd: string): string {
  const { ok, stdout, reason } = git(cwd, ["rev-parse", "--show-toplevel"]);
  if (ok) return realpathSync(stdout.toString("utf8").replace(/\r?\n$/, ""));
  throw new UsageError(
    `git has no repository here: ${reason}`,
    "run it in the repository of the specs, or name a folder that holds the old state: --against ./before",
  );
}

function mergeBase(cwd: string, revision: string): string {
  const isShallow = git(cwd, ["rev-parse", "--is-shallow-repository"]).stdout.toString("utf8").trim() === "true";
  if (!isRevision(cwd, revision))
    throw new UsageError(
      `git knows no revision "${revision}"`,
      isShallow
        ? "this clone holds a part of the history: fetch the revision with `git fetch --depth=100 origin <branch or sha>`"
        : "check the name, or fetch it with `git fetch origin`",
    );
  if (!isRevision(cwd, "HEAD")) throw new UsageError("there is no commit here yet", "commit the specs first");
  const { ok, stdout } = git(cwd, ["merge-base", revision, "HEAD"]);
  if (ok) return stdout.toString("utf8").trim();
  throw new UsageError(
    `"${revision}" and HEAD have no commit in common`,
    isShallow
      ? "this clone holds a part of the history: get more of it with `git fetch --deepen=100`, or all with `git fetch --unshallow`"
      : "name a revision of the same history",
  );
}

/** The path of a file in the repository, also where the way to it leads over symbolic links. */
function pathIn(top: string, file: string, named: string): string {
  const path = relative(top, realPath(file));
  if (path !== "" && !path.startsWith(`..${sep}`) && !isAbsolute(path) && !path.includes("\n"))
    return path.split(sep).join("/");
  throw new UsageError(`"${named}" is not in the repository of this folder`, "run it in the repository of the spec");
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // It is not there any more: its folder may be, or that one's folder.
    const parent = resolve(file, "..");
    return parent === file ? file : resolve(realPath(parent), relative(parent, file));
  }
}
