import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderWith } from "./harness.ts";

/** A git repository in a folder of its own, whose branch `main` has one commit. */
export interface GitRepository {
  readonly folder: string;
  /** Writes files, removes those that are `undefined`, and commits all of it on the branch `edit`. */
  commit(files: Readonly<Record<string, string | undefined>>): void;
  git(...args: readonly string[]): string;
}

/** What git needs to commit, whatever is configured on the machine. */
const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];

/** A repository with some files on `main`, and the branch `edit` checked out. */
export function repositoryWith(files: Readonly<Record<string, string>>): GitRepository {
  const folder = folderWith(files);
  const git = (...args: readonly string[]): string => gitIn(folder, ...args);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message", "before");
  git("checkout", "--quiet", "-b", "edit");
  return {
    folder,
    git,
    commit: (changed) => {
      for (const [path, content] of Object.entries(changed)) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        if (content === undefined) rmSync(file);
        else writeFileSync(file, content);
      }
      git("add", "--all");
      git("commit", "--quiet", "--message", "edit");
    },
  };
}

/** Runs git in a folder, and gives what it prints. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}
