import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { brokenSpec, cleanSpec, filesIn, flawedSpec, folderWith, groundplan } from "./harness.ts";

const clean = folderWith({ "spec/shop/spec.yaml": cleanSpec });
const flawed = folderWith({ "spec/shop/spec.yaml": flawedSpec });
const broken = folderWith({ "spec/shop/spec.yaml": brokenSpec });

describe("groundplan check", () => {
  test("ends with 0 and says so when nothing is wrong", async () => {
    const { code, stdout, stderr } = await groundplan(clean, ["check"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("passed: no open finding that is high or worse");
  });

  test.each([
    [[], 1],
    [["--fail-on", "critical"], 0],
    [["--fail-on", "high"], 1],
    [["--fail-on", "never"], 0],
  ])("ends as the gate %j asks for when there is a high finding", async (gate, code) => {
    expect((await groundplan(flawed, ["check", ...gate])).code).toBe(code);
  });

  test("ends with 2 for a mistake in a spec, and points at it", async () => {
    const { code, stdout } = await groundplan(broken, ["check"]);
    expect(code).toBe(2);
    expect(stdout).toContain("error[unknown-key]");
    expect(stdout).toMatch(/--> spec\/shop\/spec\.yaml:\d+:3/);
    expect(stdout).toContain('did you mean "nodePools"?');
  });

  test("ends with 2 for a file that is not there", async () => {
    const { code, stdout } = await groundplan(clean, ["check", "spec/shop/spec.yml"]);
    expect(code).toBe(2);
    expect(stdout).toContain('error[file-unreadable]: cannot read "spec/shop/spec.yml"');
  });

  test("says what to do where there is no spec at all", async () => {
    const { code, stderr } = await groundplan(folderWith({}), ["check"]);
    expect(code).toBe(2);
    expect(stderr).toContain("groundplan init <name>");
  });

  test("writes nothing", async () => {
    const before = filesIn(flawed);
    await groundplan(flawed, ["check"]);
    expect(filesIn(flawed)).toEqual(before);
  });

  test("takes several specs, folders and patterns, each file once, and shows the mistakes of all", async () => {
    const folder = folderWith({
      "spec/a/spec.yaml": brokenSpec,
      "spec/b/spec.yaml": flawedSpec.replace("system: shop", "system: other"),
    });
    const everything = await groundplan(folder, ["check", "spec/a/spec.yaml", "spec/b", "spec/*/spec.yaml"]);
    expect(everything.code).toBe(2);
    expect(everything.stdout.match(/error\[unknown-key\]/g)).toHaveLength(1);
    expect(everything.stdout.match(/high\[image-pinned\]/g)).toHaveLength(1);
    expect((await groundplan(folder, ["check"])).stdout).toBe(everything.stdout);
  });

  test("says that a pattern matches nothing", async () => {
    const { code, stderr } = await groundplan(clean, ["check", "specs/*.yaml"]);
    expect(code).toBe(2);
    expect(stderr).toContain('no file matches "specs/*.yaml"');
  });

  test("checks a spec with environments as it is and in each of them, or in the one that is named", async () => {
    const text = `${cleanSpec}\nenvironments:\n  prod: {}\n  dev: { services: { api: { image: { tag: latest } } } }\n`;
    const folder = folderWith({ "spec/shop/spec.yaml": text });
    const all = await groundplan(folder, ["check"]);
    expect(all.code).toBe(1);
    expect(all.stdout).toMatch(/shop: \d+ resources.*\nshop \(prod\): .*\nshop \(dev\): /);
    expect(all.stdout).toContain("environments: dev");
    expect((await groundplan(folder, ["check", "--env", "prod"])).code).toBe(0);
    expect((await groundplan(folder, ["check", "--env", "dev"])).code).toBe(1);
    const unknown = await groundplan(folder, ["check", "--env", "prd"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stdout).toContain('did you mean "prod"?');
  });

  test("lets waivers count until their last day, and not at all with --no-waivers", async () => {
    const waiver = `
waivers:
  - policy: image-pinned
    target: services.api
    reason: The demo always runs the newest build.
    owner: platform@example.com
    expires: "2026-12-01"
`;
    const folder = folderWith({ "spec/shop/spec.yaml": `${flawedSpec}${waiver}` });
    expect((await groundplan(folder, ["check"])).code).toBe(0);
    expect((await groundplan(folder, ["check", "--today", "2026-12-01"])).code).toBe(0);
    expect((await groundplan(folder, ["check", "--today", "2026-12-02"])).code).toBe(1);
    expect((await groundplan(folder, ["check", "--no-waivers"])).code).toBe(1);
  });

  test("takes policy packs, and shows what is wrong with one", async () => {
    const pack = "version: 1\nname: strict\nowner: security@example.com\npolicies:\n";
    const folder = folderWith({
      "spec/shop/spec.yaml": flawedSpec,
      "lenient.yaml": `${pack}  image-pinned: { severity: low }\n`,
      "wrong.yaml": `${pack}  image-pined: { severity: low }\n`,
    });
    expect((await groundplan(folder, ["check", "--pack", "lenient.yaml"])).code).toBe(0);
    const wrong = await groundplan(folder, ["check", "--pack", "lenient.yaml", "--pack", "wrong.yaml"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stdout).toContain('there is no policy "image-pined"');
    expect((await groundplan(folder, ["check", "--pack", "missing.yaml"])).code).toBe(2);
    writeFileSync(join(folder, "empty.yaml"), "");
    const empty = await groundplan(folder, ["check", "--pack", "empty.yaml"]);
    expect(empty.stdout).toContain('start with "version: 1", "name: <name>" and "owner: <who>"');
  });

  test("asks the rules of a pack, whatever the format", async () => {
    const rule = `rules:
  acme-owner:
    title: Systems belong to a team of ours
    severity: high
    rationale: Somebody must answer.
    remediation: Name a team.
    select: { spec: owner }
    require: { ".": { matches: "@acme[.]example$" } }
    message: "{name} is {actual}"
`;
    const pack = `version: 1\nname: acme\nowner: security@example.com\n${rule}`;
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, "pack.yaml": pack });
    const args = ["check", "--pack", "pack.yaml", "--format"];
    for (const format of [
      "pretty",
      "json",
      "sarif",
      "junit",
      "markdown",
      "html",
      "github",
      "policy-report",
      "open-report",
    ]) {
      const { code, stdout } = await groundplan(folder, [...args, format]);
      expect(code).toBe(1);
      expect(stdout).toContain("acme-owner");
    }
    expect((await groundplan(folder, ["explain", "acme-owner", "--pack", "pack.yaml"])).stdout).toContain(
      "Somebody must answer.",
    );
    const waived = await groundplan(folder, [
      "waive",
      "acme-owner",
      "--pack",
      "pack.yaml",
      "--reason",
      "It is a demo.",
    ]);
    expect(waived.code).toBe(0);
    expect((await groundplan(folder, [...args, "pretty"])).code).toBe(0);
  });

  test("writes the report to --output, and only the verdict to stderr", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const { code, stdout, stderr } = await groundplan(folder, [
      "check",
      "--format",
      "sarif",
      "--output",
      "out/r.sarif",
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe("failed: 1 finding high or worse; the report is in out/r.sarif\n");
    expect(JSON.parse(readFileSync(join(folder, "out/r.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(filesIn(join(folder, "out"))).toHaveProperty(["r.sarif"]);
  });

  test("prints nothing with --quiet unless something fails", async () => {
    expect(await groundplan(clean, ["check", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await groundplan(flawed, ["check", "--quiet"])).stdout).toContain("high[image-pinned]");
  });

  test.each([
    ["a pipe", {}, [], false],
    ["a terminal", { columns: 80 }, [], true],
    ["a dumb terminal", { columns: 80, env: { TERM: "dumb" } }, [], false],
    ["a terminal with NO_COLOR", { columns: 80, env: { NO_COLOR: "1" } }, [], false],
    ["a terminal with --no-color", { columns: 80 }, ["--no-color"], false],
    ["a pipe with FORCE_COLOR", { env: { FORCE_COLOR: "1" } }, [], true],
    ["a pipe with --color", { env: { NO_COLOR: "1" } }, ["--color"], true],
  ])("on %s colours as people expect", async (_name, place, flags, colored) => {
    const { stdout } = await groundplan(flawed, ["check", ...flags], place);
    expect(stdout.includes("\u001b[")).toBe(colored);
  });

  test("says on a terminal what a long run is at, and takes it away again", async () => {
    expect((await groundplan(clean, ["check"], { columns: 80, pace: 1000 })).stderr).toBe(
      "\r\u001b[2Kchecking spec/shop/spec.yaml (1 of 1)\r\u001b[2K",
    );
    expect((await groundplan(clean, ["check"], { columns: 80, pace: 1 })).stderr).toBe("");
    expect((await groundplan(clean, ["check"], { pace: 1000 })).stderr).toBe("");
  });

  test("prints the same bytes in any folder", async () => {
    const elsewhere = folderWith({ "deep/er/spec/shop/spec.yaml": flawedSpec });
    const { stdout } = await groundplan(join(elsewhere, "deep/er"), ["check", "--format", "json"]);
    expect(stdout).toBe((await groundplan(flawed, ["check", "--format", "json"])).stdout);
  });
});
