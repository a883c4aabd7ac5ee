import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { markdownMarker } from "../../policies/report/markdown.ts";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

const root = join(import.meta.dirname, "../..");
const action: { runs: { steps: readonly Step[] } } = read(".github/actions/check/action.yml");
const workflow: { jobs: { check: { steps: readonly Step[] } } } = read(".github/workflows/groundplan.yml");
const [check = "", comment = ""] = action.runs.steps.map(({ run }) => run ?? "");

function read<Value>(file: string): Value {
  return parse(readFileSync(join(root, file), "utf8")) as Value;
}

describe("the GitHub Action", () => {
  test.each([["check"], ["comment"]])("has a script that bash can read: %s", (step) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: step === "check" ? check : comment });
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

  test("names only options that there are, and gets every report of one run", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
    const reports = [...check.matchAll(/--report "(\w+)=\$reports\/([\w.]+)"/g)];
    const options = reports.flatMap(([, format, file]) => ["--report", `${format}=${file}`]);
    await groundplan(folder, ["baseline", "--output", "baseline.json"]);
    const args = ["check", "--baseline", "baseline.json", "--fail-on", "high", "--format", "github", ...options];
    expect(await groundplan(folder, args)).toMatchObject({ code: 0, stderr: "" });
    expect(reports).toHaveLength(5);
    for (const [, , file] of reports) expect(existsSync(join(folder, file ?? ""))).toBe(true);
  });
});

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
