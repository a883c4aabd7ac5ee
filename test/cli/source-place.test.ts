import { expect, test } from "vitest";
import { sourcePlace } from "../../compiler/cli/source-place.ts";

const github = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "org/shop",
  GITHUB_SHA: "abc123",
  GITHUB_WORKSPACE: "/builds/shop",
};
const gitlab = {
  CI_PROJECT_URL: "https://gitlab.com/org/shop",
  CI_COMMIT_SHA: "abc123",
  CI_PROJECT_DIR: "/builds/shop",
};

test.each([
  ["GitHub", github, "/builds/shop", { sourceUrl: "https://github.com/org/shop/blob/abc123/" }],
  [
    "a folder below",
    github,
    "/builds/shop/infra/a b",
    { sourceUrl: "https://github.com/org/shop/blob/abc123/infra/a%20b/", sourceFolder: "infra/a b/" },
  ],
  ["GitLab", gitlab, "/builds/shop", { sourceUrl: "https://gitlab.com/org/shop/-/blob/abc123/" }],
  ["a folder elsewhere", github, "/builds", {}],
  ["nowhere known", {}, "/builds/shop", {}],
  ["an address that is none", { ...github, GITHUB_REPOSITORY: "a)[b](javascript:x" }, "/builds/shop", {}],
])("%s", (_, env, cwd, expected) => {
  expect(sourcePlace({ env, cwd })).toEqual(expected);
});
