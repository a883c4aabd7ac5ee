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
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly run?: string;
}

const root = join(import.meta.dirname, "../..");
const action: { runs: { steps: readonly Step[] } } = read(".github/actions/check/action.yml");
const workflow: { on: object; jobs: { check: { steps: readonly Step[] } } } = read(".github/workflows/groundplan.yml");
const [check = "", scanning = "", summary = "", comment = ""] = action.runs.steps.map(({ run }) => run ?? "");
/** As GitHub starts bash. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const shell = ["--noprofile", "--norc", "-e", "-o", "pipefail"];
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
    ["summary", summary],
    ["comment", comment],
  ])("has a script that bash can read: %s", (_, script) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: script });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: "" });
  });

  test("runs by the day as well, so that a waiver that has expired is loud", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request", "merge_group", "push", "schedule"]);
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
    const withoutLogs = flawedSpec.replace("network:\n", "network:\n  flowLogs: { enabled: false }\n");
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

  test("compares a merge group with the commit that it is made on", () => {
    const pull = pullRequest({ [file]: flawedSpec }, { [file]: `${flawedSpec}# edited\n` });
    const group = { EVENT: "merge_group", GITHUB_SHA: pull.head };
    const { status, reports } = runCheck(checkedOut(pull, pull.head), group);
    expect({ status, systems: systemsOf(reports) }).toEqual({ status: 0, systems: ["shop compared"] });
    expect(action.runs.steps[0]?.env?.["BASE"]).toContain("github.event.merge_group.base_sha");
  });

  test("checks everything where there is no pull request", () => {
    const pull = pullRequest({ [file]: flawedSpec }, { [file]: flawedSpec });
    const { status, stdout } = runCheck(checkedOut(pull, pull.head), { EVENT: "push", BASE: "" });
    expect(status).toBe(1);
    expect(stdout).not.toContain("against");
  });

  test("compares in a folder below the repository, and names files from its top", () => {
    const pull = pullRequest({ [`infra/${file}`]: cleanSpec }, { [`infra/${file}`]: flawedSpec });
    const checked = checkedOut(pull, pull.merge);
    const github = {
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "o/r",
      GITHUB_WORKSPACE: checked.clone,
    };
    const inFolder = { ...checked, clone: join(checked.clone, "infra") };
    const { stdout, reports } = runCheck(inFolder, { GITHUB_SHA: pull.merge, ...github });
    expect(systemsOf(reports)).toEqual(["shop compared"]);
    expect(stdout).toContain(`::error file=infra/${file},`);
    expect(reports["findings.sarif"]).toContain(`"uri": "infra/${file}"`);
    expect(reports["report.md"]).toContain(`/blob/${pull.merge}/infra/${file}#L`);
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
    const { status } = spawnSync("bash", [...shell, "-c", scanning], {
      env: { ...process.env, REPORTS: folder },
    });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "scanning.sarif"), "utf8"))).toEqual({
      runs: [{ results: [{ ruleId: "b" }] }],
    });
  });
});

describe("the comment of the GitHub Action", () => {
  const report = `${markdownMarker}\n### groundplan: failed, 1 finding\n`;
  const ours = { id: 7, user: { login: "github-actions[bot]" }, body: `${markdownMarker}\nolder` };
  const theirs = { id: 3, user: { login: "mallory" }, body: `${markdownMarker}\nNothing to see here` };

  test("is made where there is none, and stands in the summary too", () => {
    const { calls, body, summary } = runComment({ report, comments: [] });
    expect(calls.at(-1)).toBe(`api --silent --method POST ${comments} --field body=@report.md`);
    expect(body).toBe(report);
    expect(summary).toBe(report);
  });

  test("is kept up to date, and nobody else's is touched", () => {
    const { calls } = runComment({ report, comments: [theirs, ours] });
    expect(calls.at(-1)).toBe("api --silent --method PATCH repos/o/r/issues/comments/7 --field body=@report.md");
  });

  test("is that of another token's account where there is one", () => {
    const { calls } = runComment({ report, comments: [ours, theirs], login: "mallory" });
    expect(calls.at(-1)).toContain("--method PATCH repos/o/r/issues/comments/3 ");
  });

  test("is the workflow's own where nobody says whose the token is", () => {
    const { calls } = runComment({ report, comments: [theirs, ours], login: "" });
    expect(calls.at(-1)).toContain("--method PATCH repos/o/r/issues/comments/7 ");
  });

  test("is one for each of several uses", () => {
    const infra = { ...ours, id: 8, body: "<!-- groundplan-report infra -->\nolder" };
    const { calls, body } = runComment({ report, comments: [ours, infra], id: "infra" });
    expect(calls.at(-1)).toContain("--method PATCH repos/o/r/issues/comments/8 ");
    expect(body).toBe("<!-- groundplan-report infra -->\n### groundplan (infra): failed, 1 finding\n");
  });

  test.each(["read", "write"] as const)("warns where the token may not %s", (denied) => {
    const { status, stdout, summary } = runComment({ report, comments: [], denied });
    expect(status).toBe(0);
    expect(stdout).toBe(
      "::warning title=groundplan::the comment could not be written (gh: Resource not accessible by integration (HTTP 403)); the summary of this run has the report\n",
    );
    expect(summary).toBe(report);
  });

  test("says so where nothing could be checked, instead of what was true before", () => {
    const { calls, body } = runComment({ comments: [ours] });
    expect(calls.at(-1)).toContain("--method PATCH repos/o/r/issues/comments/7 ");
    expect(body).toBe(
      `${markdownMarker}\n### groundplan: could not run\n\nNothing was checked. [The log](https://github.com/o/r/actions/runs/1) says why.\n`,
    );
  });
});

const comments = "repos/o/r/issues/1/comments";

interface CommentRun {
  /** What the check has written; nothing where it could not run. */
  readonly report?: string;
  readonly comments: readonly object[];
  /** Whose the token is; empty where nobody says. */
  readonly login?: string;
  readonly id?: string;
  readonly denied?: "read" | "write";
}

/** Runs the action's scripts after the check, with a stand-in for `gh`. */
function runComment({ report, comments: existing, login = "github-actions[bot]", id = "", denied }: CommentRun): {
  status: number | null;
  stdout: string;
  calls: readonly string[];
  body: string;
  summary: string;
} {
  const folder = folderWith({
    ...(report !== undefined && { "report.md": report }),
    "comments.jsonl": existing.map((each) => JSON.stringify(each)).join("\n"),
    "bin/gh": `#!/bin/sh
echo "$*" >> calls.txt
case "$*" in
  "api graphql "*) [ -n "$LOGIN" ] && echo "$LOGIN"; exit ;;
  *--paginate*) [ "$DENIED" = read ] || exec cat comments.jsonl ;;
  *) [ "$DENIED" = write ] || exit 0 ;;
esac
echo "gh: Resource not accessible by integration (HTTP 403)" >&2
exit 1
`,
  });
  chmodSync(join(folder, "bin/gh"), 0o755);
  const env = {
    ...{ PATH: `${folder}/bin:${process.env["PATH"]}`, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: "summary.md" },
    ...{ REPORT: "report.md", LOG: "https://github.com/o/r/actions/runs/1", ID: id },
    ...{ COMMENTS: comments, COMMENT: "repos/o/r/issues/comments", LOGIN: login, DENIED: denied ?? "" },
  };
  const ended = [summary, comment].map((script) =>
    spawnSync("bash", [...shell, "-c", script], { cwd: folder, encoding: "utf8", env }),
  );
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  return {
    status: Math.max(...ended.map(({ status }) => status ?? 1)),
    stdout: ended.map(({ stdout, stderr }) => stdout + stderr).join(""),
    calls: read("calls.txt").trimEnd().split("\n"),
    body: read("report.md"),
    summary: read("summary.md"),
  };
}

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
  const inputs = { SPECS: "", FAIL_ON: "high", PACKS: "", VERSION: "", ID: "", EVENT: "pull_request", BASE: base };
  const runner = { RUNNER_TEMP: temp, GITHUB_OUTPUT: join(temp, "output"), PATH: `${temp}/bin:${process.env["PATH"]}` };
  const { status, stdout, stderr } = spawnSync("bash", [...shell, "-c", check], {
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
