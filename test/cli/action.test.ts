import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { build } from "../../compiler/build/build.ts";
import { markdownMarker } from "../../policies/report/markdown.ts";
import { gitIn, repositoryWith } from "./git-repository.ts";
import { cleanSpec, filesIn, flawedSpec, folderWith, groundplan } from "./harness.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

const root = join(import.meta.dirname, "../..");
const action: { runs: { steps: readonly Step[] } } = read(".github/actions/check/action.yml");
const workflow: { jobs: { check: { steps: readonly Step[] } } } = read(".github/workflows/groundplan.yml");
const [check = "", scanning = "", comment = ""] = action.runs.steps.map(({ run }) => run ?? "");
const file = "spec/shop/spec.yaml";
const built = join(root, `node_modules/.groundplan-action-${process.pid}`);
build(built);

afterAll(() => rmSync(built, { recursive: true, force: true }));

function read<Value>(file: string): Value {
  return parse(readFileSync(join(root, file), "utf8")) as Value;
}

describe("the GitHub Action", () => {
  test.each([
    ["check", check],
    ["scanning", scanning],
    ["comment", comment],
  ])("has a script that bash can read: %s", (_, script) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: script });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: "" });
  });

  test("finds its comment by the line that the report begins with", () => {
    expect(comment).toContain(`startswith("${markdownMarker}")`);
  });

  test("is where the workflow looks for it", () => {
    const local = workflow.jobs.check.steps.flatMap(({ uses }) => (uses?.startsWith("./") ? [uses] : []));
    expect(local).toEqual(["./.github/actions/check"]);
    expect(existsSync(join(root, local[0] ?? "", "action.yml"))).toBe(true);
  });

  test("names only options that there are, and gets every report of one run", () => {
    const pull = pullRequest({ [file]: cleanSpec }, { [file]: flawedSpec });
    const { status, stderr, reports } = runCheck(checkedOut(pull, pull.merge), { GITHUB_SHA: pull.merge });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(Object.keys(reports).sort()).toEqual([
      "findings.sarif",
      "report.html",
      "report.json",
      "report.junit.xml",
      "report.md",
    ]);
  });

  test("fails for what the pull request adds, and says what it fixes", () => {
    const withoutLogs = `${flawedSpec}network: { flowLogs: { enabled: false } }\n`;
    const pull = pullRequest({ [file]: withoutLogs }, { [file]: `${flawedSpec}# edited\n` });
    const { status, stdout, reports } = runCheck(checkedOut(pull, pull.merge), { GITHUB_SHA: pull.merge });
    expect(status).toBe(0);
    expect(stdout).toContain("new 0, fixed 1, waived 0, expiring 0\n");
    expect(reports["report.md"]).toContain("**new 0, fixed 1, waived 0, expiring 0**");
    expect(reports["findings.sarif"]).toContain('"baselineState": "absent"');
  });

  test("is not told what others have merged since the pull request was made", () => {
    const pull = pullRequest(
      { [file]: cleanSpec },
      { "spec/new/spec.yaml": cleanSpec.replace("system: shop", "system: new") },
      { [file]: flawedSpec },
    );
    const { status, reports } = runCheck(checkedOut(pull, pull.merge), { GITHUB_SHA: pull.merge });
    expect({ status, systems: systemsOf(reports) }).toEqual({ status: 0, systems: ["new new", "shop compared"] });
  });

  test("finds the way back where the head of the pull request was checked out", () => {
    const pull = pullRequest({ [file]: cleanSpec }, { [file]: flawedSpec }, { "README.md": "meanwhile" });
    const { status, reports } = runCheck(checkedOut(pull, pull.head), { GITHUB_SHA: pull.merge });
    expect({ status, systems: systemsOf(reports) }).toEqual({ status: 1, systems: ["shop compared"] });
  });

  test("checks everything where there is no pull request", () => {
    const pull = pullRequest({ [file]: flawedSpec }, { [file]: flawedSpec });
    const { status, stdout } = runCheck(checkedOut(pull, pull.head), { EVENT: "push", BASE: "" });
    expect(status).toBe(1);
    expect(stdout).not.toContain("against");
  });

  test("takes lists over several lines, so that no spec and no pack is left out", () => {
    const unscaled = cleanSpec.replace(/ {4}metrics-server.*\n/, "");
    const pack = (severity: string): string =>
      `version: 1\nname: own\nowner: a@example.com\npolicies: { avail-hpa-sound: { severity: ${severity} } }\n`;
    const specs = { "a/spec.yaml": unscaled, "b/spec.yaml": cleanSpec.replace("system: shop", "system: other") };
    const pull = pullRequest({ ...specs, "general.yaml": pack("low"), "strict.yaml": pack("high") }, {});
    const lists = { SPECS: "a/spec.yaml\nb/spec.yaml\n", PACKS: "general.yaml\nstrict.yaml\n" };
    const { status, reports } = runCheck(checkedOut(pull, pull.head), { EVENT: "push", BASE: "", ...lists });
    const { systems } = JSON.parse(reports["report.json"] ?? "") as { systems: readonly { system: string }[] };
    expect({ status, systems: systems.map(({ system }) => system) }).toEqual({ status: 1, systems: ["shop", "other"] });
  });

  test("gives code scanning no result that is gone or waived", () => {
    const gone = { ruleId: "a", baselineState: "absent" };
    const waived = { ruleId: "c", baselineState: "unchanged", suppressions: [{ kind: "inSource" }] };
    const log = { runs: [{ results: [gone, { ruleId: "b" }, waived] }] };
    const folder = folderWith({ "findings.sarif": JSON.stringify(log) });
    const { status } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", scanning], {
      env: { ...process.env, REPORTS: folder },
    });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "scanning.sarif"), "utf8"))).toEqual({
      runs: [{ results: [{ ruleId: "b" }] }],
    });
  });
});

/** A pull request as GitHub has it: its head, the target branch, and the commit that merges the two. */
interface PullRequest {
  readonly folder: string;
  /** The target branch when the pull request was made. */
  readonly base: string;
  readonly head: string;
  readonly merge: string;
}

type Files = Readonly<Record<string, string>>;

function pullRequest(before: Files, edit: Files, meanwhile: Files = {}): PullRequest {
  const { folder, commit, git } = repositoryWith(before);
  const commitOf = (name: string): string => git("rev-parse", name).trim();
  const base = commitOf("main");
  commit({ ...edit, "notes.md": "of the pull request" });
  const head = commitOf("edit");
  git("checkout", "--quiet", "main");
  commit({ ...meanwhile, "other.md": "of others" });
  git("checkout", "--quiet", "--detach");
  git("merge", "--quiet", "--no-ff", "--message", "merge", "edit");
  const merge = commitOf("HEAD");
  git("update-ref", "refs/pull/1/merge", merge);
  return { folder, base, head, merge };
}

interface CheckedOut extends PullRequest {
  /** A clone with one commit, as `actions/checkout` makes it. */
  readonly clone: string;
}

function checkedOut(pull: PullRequest, commit: string): CheckedOut {
  const clone = folderWith({});
  gitIn(clone, "init", "--quiet");
  gitIn(clone, "remote", "add", "origin", `file://${pull.folder}`);
  gitIn(clone, "fetch", "--quiet", "--depth=1", "origin", commit);
  gitIn(clone, "checkout", "--quiet", "--detach", "FETCH_HEAD");
  return { ...pull, clone };
}

/** Runs the action's own script in a clone, with this program for the one that npx would find. */
function runCheck({ clone, base }: CheckedOut, env: Readonly<Record<string, string>>) {
  const temp = folderWith({
    "bin/npx": `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${built}/groundplan.cjs" "$@"\n`,
  });
  chmodSync(join(temp, "bin/npx"), 0o755);
  const inputs = { SPECS: "", FAIL_ON: "high", PACKS: "", VERSION: "", EVENT: "pull_request", BASE: base };
  const runner = { RUNNER_TEMP: temp, GITHUB_OUTPUT: join(temp, "output"), PATH: `${temp}/bin:${process.env["PATH"]}` };
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", check], {
    cwd: clone,
    encoding: "utf8",
    env: { ...process.env, ...inputs, ...runner, ...env },
  });
  const folder = join(temp, "groundplan");
  return { status, stdout, stderr, reports: existsSync(folder) ? filesIn(folder) : {} };
}

function systemsOf(reports: Readonly<Record<string, string>>): readonly string[] {
  const { delta } = JSON.parse(reports["report.json"] ?? "") as {
    delta: { systems: readonly { system: string; state: string }[] };
  };
  return delta.systems.map(({ system, state }) => `${system} ${state}`);
}

describe("--report", () => {
  test.each([
    ["pdf=report.pdf", "Its format is none of pretty"],
    ["html", "It names no file: write html=FILE."],
    ["html=", "It names no file"],
  ])("%s is refused", async (report, message) => {
    const { code, stderr } = await groundplan(folderWith({}), ["check", "--report", report]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
