import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { compareText } from "../../../schema/finding.ts";
import { readFileContent } from "../find-specs.ts";
import { UsageError } from "../usage-error.ts";
import type { OldState } from "./old-state.ts";

/** The state that a folder holds, where there is no git: the same files by the same paths below it. */
export function folderState(cwd: string, folder: string): OldState {
  const top = resolve(cwd, folder);
  return {
    name: folder,
    read: (files) =>
      new Map(
        files.flatMap((file) => {
          const { bytes } = readFileContent(resolve(top, pathIn(cwd, file)), cwd);
          return bytes ? [[file, bytes] as const] : [];
        }),
      ),
    gone: async (patterns) => {
      const { glob } = await import("tinyglobby");
      const files = await glob([...patterns], { cwd: top, expandDirectories: false });
      return files.filter((file) => !existsSync(resolve(cwd, file))).sort(compareText);
    },
  };
}

function pathIn(cwd: string, file: string): string {
  const path = relative(cwd, resolve(cwd, file));
  if (!path.startsWith("..") && !isAbsolute(path)) return path;
  throw new UsageError(`"${file}" is not below this folder`, "run it in the folder that the old state is a copy of");
}
