import { relative, resolve, sep } from "node:path";
import type { Io } from "./io.ts";

/**
 * Where the files of this run can be looked at, in a run of GitHub Actions or of GitLab CI: the commit that was checked
 * out, to which a path is added that is relative to the working folder.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function sourceUrl({ env, cwd }: Pick<Io, "env" | "cwd">): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha, GITHUB_WORKSPACE } = env;
  if (server && repository && sha) return urlOf(`${server}/${repository}/blob/${sha}/`, GITHUB_WORKSPACE, cwd);
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: commit, CI_PROJECT_DIR } = env;
  if (project && commit) return urlOf(`${project}/-/blob/${commit}/`, CI_PROJECT_DIR, cwd);
  return undefined;
}

function urlOf(top: string, folder: string | undefined, cwd: string): string | undefined {
  // What is no plain address could be more than a link in the text that it becomes a part of.
  if (!folder || !/^https?:\/\/[\w.:/-]+$/.test(top)) return undefined;
  const path = relative(resolve(folder), cwd);
  if (path === "") return top;
  if (path.split(sep).includes("..")) return undefined;
  return `${top}${path.split(sep).map(encodeURIComponent).join("/")}/`;
}
