import { spawnSync } from "node:child_process";
import { visibleText } from "../../../policies/report/visible-text.ts";
import { UsageError } from "../usage-error.ts";

/** What a git command answers. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** The first line of what it says is wrong. */
  readonly reason: string;
}

/** Enough for the content of some hundred specs of the largest size. */
const mostBytes = 2 ** 30;

/** Runs git in a folder: arguments as they are, no shell, no question to anybody. */
export function git(cwd: string, args: readonly string[], input = ""): GitAnswer {
  const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
  const { error, status, stdout, stderr } = spawnSync("git", args, { cwd, env, input, maxBuffer: mostBytes });
  if (error)
    throw new UsageError(
      `cannot run git (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
      "install git, or name a folder that holds the old state: --against ./before",
    );
  const reason = visibleText(stderr.toString("utf8").split("\n")[0] ?? "");
  return { ok: status === 0, stdout, reason };
}
