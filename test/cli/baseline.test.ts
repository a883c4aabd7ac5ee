import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { printBaseline } from "../../policies/baseline/baseline-file.ts";
import { bareSpec, cleanSpec, folderWith, groundplan } from "./harness.ts";

const withoutLogs = `${bareSpec}\nnetwork: { endpoints: { s3: {} }, flowLogs: { enabled: false } }\n`;
const alsoFewerLogs = withoutLogs.replace("cluster:\n", "cluster:\n  logs: [api]\n");

function shop(spec: string): string {
  return folderWith({ "spec/shop/spec.yaml": spec });
}

function rewrite(folder: string, spec: string): void {
  writeFileSync(join(folder, "spec/shop/spec.yaml"), spec);
}

function baselineOf(folder: string): { findings: readonly string[] } {
  const { findings }: { findings: readonly string[] } = JSON.parse(textOf(folder));
  expect(findings.at(-1)).toBe("(end)");
  return { findings: findings.slice(0, -1) };
}

function textOf(folder: string): string {
  return readFileSync(join(folder, "groundplan.baseline.json"), "utf8");
}

const check = ["check", "--fail-on", "info", "--baseline", "groundplan.baseline.json"];

describe("a baseline", () => {
  test("lets what is known pass, counted, and new findings fail", async () => {
    const folder = shop(withoutLogs);
    expect(await groundplan(folder, ["check", "--fail-on", "info"])).toMatchObject({ code: 1 });
    expect(await groundplan(folder, ["baseline"])).toMatchObject({ code: 0 });
    expect(baselineOf(folder).findings).toEqual(["shop | net-flow-logs | network | flow-log"]);
    const known = await groundplan(folder, check);
    expect(known.code).toBe(0);
    expect(known.stdout).toContain("0, 1 known from the baseline, 0 waived");
    expect(known.stdout).not.toContain("[net-flow-logs]");
    rewrite(folder, alsoFewerLogs);
    const grown = await groundplan(folder, check);
    expect(grown.code).toBe(1);
    expect(grown.stdout).toContain("[eks-control-plane-logs]");
    expect(grown.stdout).not.toContain("[net-flow-logs]");
  });

  test("knows a finding by what it is, not by its line", async () => {
    const folder = shop(withoutLogs);
    await groundplan(folder, ["baseline"]);
    rewrite(folder, `# a new first line\n\n${withoutLogs}`);
    expect(await groundplan(folder, check)).toMatchObject({ code: 0 });
  });

  test("only shrinks", async () => {
    const folder = shop(withoutLogs);
    await groundplan(folder, ["baseline"]);
    rewrite(folder, alsoFewerLogs);
    const refused = await groundplan(folder, ["baseline"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("would grow by ");
    expect(refused.stderr).toContain("  shop | eks-control-plane-logs | ");
    expect(baselineOf(folder).findings).toHaveLength(1);
    expect(await groundplan(folder, ["baseline", "--allow-more"])).toMatchObject({ code: 0 });
    rewrite(folder, cleanSpec);
    const mended = await groundplan(folder, check);
    expect(mended.code).toBe(0);
    expect(mended.stderr).toMatch(/\d findings of it are gone; `groundplan baseline` takes them out/);
    expect(await groundplan(folder, ["baseline"])).toMatchObject({ code: 0 });
    expect(baselineOf(folder).findings).toEqual([]);
  });

  test("tells known from new in SARIF", async () => {
    const folder = shop(withoutLogs);
    await groundplan(folder, ["baseline"]);
    rewrite(folder, alsoFewerLogs);
    const { stdout } = await groundplan(folder, [...check, "--format", "sarif"]);
    const results: { ruleId: string; baselineState: string }[] = JSON.parse(stdout).runs[0].results;
    const states = Object.fromEntries(results.map(({ ruleId, baselineState }) => [ruleId, baselineState]));
    expect(states).toEqual({ "net-flow-logs": "unchanged", "eks-control-plane-logs": "new" });
  });
});

describe("a baseline of several systems", () => {
  const other = withoutLogs.replace("system: shop", "system: other");
  const withProd = `${other}environments: { prod: {} }\n`;
  const entry = (system: string): string => `${system} | net-flow-logs | network | flow-log`;

  test.each([
    ["systems", ["spec/shop"], [entry("other (prod)"), entry("other"), entry("shop")]],
    ["environments", ["--env", "prod", "spec/other"], [entry("other (prod)"), entry("other"), entry("shop")]],
  ])("keeps what it says of other %s", async (_, args, expected) => {
    const folder = folderWith({ "spec/shop/spec.yaml": withoutLogs, "spec/other/spec.yaml": withProd });
    await groundplan(folder, ["baseline"]);
    expect(baselineOf(folder).findings).toEqual(expected);
    expect(await groundplan(folder, ["baseline", ...args])).toMatchObject({ code: 0 });
    expect(baselineOf(folder).findings).toEqual(expected);
  });

  test("says nothing any more of what is gone", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": withoutLogs, "spec/other/spec.yaml": withProd });
    await groundplan(folder, ["baseline"]);
    writeFileSync(join(folder, "spec/other/spec.yaml"), other);
    await groundplan(folder, ["baseline", "spec/other"]);
    expect(baselineOf(folder).findings).toEqual([entry("other"), entry("shop")]);
    rmSync(join(folder, "spec/other"), { recursive: true });
    await groundplan(folder, ["baseline"]);
    expect(baselineOf(folder).findings).toEqual([entry("shop")]);
  });
});

describe("a baseline in a file", () => {
  const waiver = (target: string) => `
  - { policy: net-flow-logs, target: ${target}, reason: Nothing flows in this demo., owner: me@example.com, expires: 2026-01-31 }`;

  test("knows a waiver wherever it stands in the list", async () => {
    const folder = shop(`${withoutLogs}waivers:${waiver("network")}\n`);
    await groundplan(folder, ["baseline"]);
    rewrite(
      folder,
      `${withoutLogs}waivers:${waiver("network.tiers.private").replace("2026-01-31", "2026-12-24")}${waiver("network")}\n`,
    );
    const { stdout } = await groundplan(folder, check);
    expect(stdout).not.toContain("[waiver-expired]");
  });

  test("is merged where one branch mends the last finding and another one before it", async () => {
    const folder = folderWith({});
    const write = (name: string, entries: readonly string[]): string => {
      writeFileSync(join(folder, name), printBaseline(entries));
      return join(folder, name);
    };
    const files = [write("ours", ["b", "c"]), write("base", ["b", "c", "d"]), write("theirs", ["c", "d"])];
    const { status, stdout } = spawnSync("git", ["merge-file", "-p", ...files], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: printBaseline(["c"]) });
  });
});

describe("a baseline that cannot be used", () => {
  test.each([
    ["is not there", undefined, "cannot read the baseline"],
    ["is no JSON", "findings:", "is no JSON"],
    ["is something else", "[]", 'has no "version" and "findings"'],
    ["is of another version", '{"version":2,"findings":[]}', "has the version 2"],
    ["holds something else", '{"version":1,"findings":[1]}', "are no list of text"],
  ])("%s", async (_, text, message) => {
    const folder = shop(withoutLogs);
    if (text !== undefined) writeFileSync(join(folder, "groundplan.baseline.json"), text);
    const { code, stderr } = await groundplan(folder, check);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
