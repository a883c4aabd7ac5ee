import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const withoutLogs = `${cleanSpec}\nnetwork: { flowLogs: { enabled: false } }\n`;
const alsoFewerLogs = withoutLogs.replace("cluster:\n", "cluster:\n  logs: [api]\n");

function shop(spec: string): string {
  return folderWith({ "spec/shop/spec.yaml": spec });
}

function rewrite(folder: string, spec: string): void {
  writeFileSync(join(folder, "spec/shop/spec.yaml"), spec);
}

function baselineOf(folder: string): { findings: readonly string[] } {
  return JSON.parse(readFileSync(join(folder, "groundplan.baseline.json"), "utf8"));
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
