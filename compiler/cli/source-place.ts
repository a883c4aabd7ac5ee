import { relative, resolve, sep } from "node:path";
import type { ReportOptions } from "../../policies/report/renderer.ts";
import type { Io } from "./io.ts";

/**
 * Where the files of this run stand in their repository, and can be looked at, in a run of GitHub Actions or of
 * GitLab CI: the commit that was checked out, to which a path is added that is relative to the working folder.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function sourcePlace({ env, cwd }: Pick<Io, "env" | "cwd">): Pick<ReportOptions, "sourceUrl" | "sourceFolder"> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha, GITHUB_WORKSPACE } = env;
  if (server && repository && sha) return placeOf(`${server}/${repository}/blob/${sha}/`, GITHUB_WORKSPACE, cwd);
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: commit, CI_PROJECT_DIR } = env;
  if (project && commit) return placeOf(`${project}/-/blob/${commit}/`, CI_PROJECT_DIR, cwd);
  return {};
}

function placeOf(
  top: string,
  folder: string | undefined,
  cwd: string,
): Pick<ReportOptions, "sourceUrl" | "sourceFolder"> {
  const parts = folder ? relative(resolve(folder), cwd).split(sep).filter(Boolean) : [".."];
  if (parts.includes("..")) return {};
  const below = (part: (name: string) => string): string => parts.map((name) => `${part(name)}/`).join("");
  // What is no plain address could be more than a link in the text that it becomes a part of.
  const isAddress = /^https?:\/\/[\w.:/-]+$/.test(top);
  return {
    ...(parts.length > 0 && { sourceFolder: below((name) => name) }),
    ...(isAddress && { sourceUrl: top + below(encodeURIComponent) }),
  };
}
