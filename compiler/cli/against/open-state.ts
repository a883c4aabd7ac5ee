import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../usage-error.ts";
import { folderState } from "./folder-state.ts";
import { gitState, isRevision } from "./git-state.ts";
import type { OldState } from "./old-state.ts";

/** The state that `--against` names: a folder, or a revision of git. What begins with a dot or a slash is a folder. */
export function openState(cwd: string, named: string): OldState {
  if (named === "" || named.startsWith("-"))
    throw new UsageError(`"${named}" is no revision and no folder`, "name one, such as `--against origin/main`");
  const folder = isFolder(resolve(cwd, named));
  if (/^(\.|[\\/]|[A-Za-z]:[\\/])/.test(named)) {
    if (folder) return folderState(cwd, named);
    throw new UsageError(
      `there is no folder "${named}"`,
      "name the folder that holds the old state, or a git revision",
    );
  }
  if (!folder) return gitState(cwd, named);
  if (!hasRevision(cwd, named)) return folderState(cwd, named);
  throw new UsageError(
    `"${named}" is a folder and a git revision`,
    `write ./${named} for the folder, or refs/heads/${named} for the branch`,
  );
}

/** Without git a name can only be a folder's. */
function hasRevision(cwd: string, name: string): boolean {
  try {
    return isRevision(cwd, name);
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
