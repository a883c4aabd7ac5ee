import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { brokenSpec, cleanSpec, filesIn, flawedSpec, folderWith, groundplan } from "./harness.ts";

const longAgo = new Date("2020-01-01T00:00:00Z");

describe("groundplan compile", () => {
  test("writes every stack, and says what to run next in which order", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
    const { code, stdout, stderr } = await groundplan(folder, ["compile", "--out", "build"]);
    expect(code).toBe(0);
    expect(stdout).toContain("passed:");
    expect(stderr).toMatch(/^build: \d+ files written, 0 unchanged, 0 removed\n/);
    expect(stderr).toMatch(/shop-network init[\s\S]*shop-cluster init[\s\S]*shop-workloads init/);
    expect(filesIn(join(folder, "build"))).toHaveProperty(["stacks/shop-network/cdk.tf.json"]);
  });

  test.each([
    ["a finding fails the run", flawedSpec, 1],
    ["the spec has a mistake", brokenSpec, 2],
  ])("writes nothing when %s", async (_name, text, expected) => {
    const folder = folderWith({
      "spec/shop/spec.yaml": text,
      "spec/other/spec.yaml": cleanSpec.replace("system: shop", "system: other"),
    });
    const { code, stderr } = await groundplan(folder, ["compile"]);
    expect(code).toBe(expected);
    expect(stderr).toBe("nothing was written\n");
    expect(Object.keys(filesIn(folder))).toEqual(["spec/other/spec.yaml", "spec/shop/spec.yaml"]);
  });

  test("touches no file when nothing changed, and only those that did otherwise", async () => {
    const folder = await compiled();
    const out = join(folder, "out");
    for (const path of Object.keys(filesIn(out))) utimesSync(join(out, path), longAgo, longAgo);
    expect((await groundplan(folder, ["compile"])).stderr).toMatch(/^out: 0 files written, \d+ unchanged, 0 removed/);
    const touched = () =>
      Object.keys(filesIn(out)).filter((path) => statSync(join(out, path)).mtimeMs !== longAgo.getTime());
    expect(touched()).toEqual([]);

    writeFileSync(join(folder, "spec/shop/spec.yaml"), cleanSpec.replace("jobs: {} ", "jobs: { retention: 2d }"));
    await groundplan(folder, ["compile"]);
    expect(touched()).toEqual([".groundplan.json", "stacks/shop-data/cdk.tf.json"]);
  });

  test("removes what it wrote and no longer makes, and nothing else", async () => {
    const folder = await compiled();
    const state = join(folder, "out/stacks/shop-data/terraform.tfstate");
    writeFileSync(state, "{}");
    const withoutQueue = cleanSpec.replace(/queues:\n.*\n/, "").replace(/ {4}uses:.*\n/, "");
    writeFileSync(join(folder, "spec/shop/spec.yaml"), withoutQueue);
    const { code, stderr } = await groundplan(folder, ["compile"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/[1-9]\d* removed/);
    const files = Object.keys(filesIn(join(folder, "out")));
    expect(files).not.toContain("stacks/shop-data/cdk.tf.json");
    expect(files).toContain("stacks/shop-data/terraform.tfstate");
  });

  test("keeps a stale file that somebody changed, and says so", async () => {
    const folder = await compiled();
    const changed = "stacks/shop-data/cdk.tf.json";
    writeFileSync(join(folder, "out", changed), "mine");
    writeFileSync(
      join(folder, "spec/shop/spec.yaml"),
      cleanSpec.replace(/queues:\n.*\n/, "").replace(/ {4}uses:.*\n/, ""),
    );
    expect((await groundplan(folder, ["compile"])).stderr).toContain(`kept ${changed}`);
    expect(readFileSync(join(folder, "out", changed), "utf8")).toBe("mine");
  });

  test("refuses to overwrite a file that it did not write, before it changes anything", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, "out/stacks/shop-network/cdk.tf.json": "mine" });
    const { code, stderr } = await groundplan(folder, ["compile"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"stacks/shop-network/cdk.tf.json" is in the output folder already');
    expect(filesIn(join(folder, "out"))).toEqual({ "stacks/shop-network/cdk.tf.json": "mine" });
  });

  test("writes through no symbolic link out of the folder", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, "elsewhere/keep.txt": "mine" });
    mkdirSync(join(folder, "out"));
    symlinkSync(join(folder, "elsewhere"), join(folder, "out/stacks"));
    const { code, stderr } = await groundplan(folder, ["compile"]);
    expect(code).toBe(2);
    expect(stderr).toContain("leads out of the output folder");
    expect(filesIn(join(folder, "elsewhere"))).toEqual({ "keep.txt": "mine" });
  });

  test("believes no ledger that names files elsewhere", async () => {
    const folder = await compiled();
    writeFileSync(join(folder, "out/.groundplan.json"), JSON.stringify({ "../spec/shop/spec.yaml": "0" }));
    const { code, stderr } = await groundplan(folder, ["compile"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"../spec/shop/spec.yaml" leads out of the output folder');
    expect(readFileSync(join(folder, "spec/shop/spec.yaml"), "utf8")).toBe(cleanSpec);
  });

  test("says that its ledger is damaged", async () => {
    const folder = await compiled();
    writeFileSync(join(folder, "out/.groundplan.json"), "{");
    expect(await groundplan(folder, ["compile"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is damaged"),
    });
  });

  test("writes the same files from another folder and after a clean start", async () => {
    const folder = await compiled();
    const first = filesIn(join(folder, "out"));
    rmSync(join(folder, "out"), { recursive: true });
    await groundplan(folder, ["compile"]);
    expect(filesIn(join(folder, "out"))).toEqual(first);
    expect(filesIn(join(await compiled(), "out"))).toEqual(first);
  });
});

describe("groundplan synth", () => {
  test("compiles what the environment variables name into CDKTF's folder", async () => {
    const folder = folderWith({
      "spec/shop/spec.yaml": `${cleanSpec}\nenvironments: { prod: {} }\n`,
      "spec/broken/spec.yaml": brokenSpec,
    });
    const env = { GROUNDPLAN_SPEC: "spec/shop", GROUNDPLAN_ENV: "prod", CDKTF_OUTDIR: "cdk" };
    expect(await groundplan(folder, ["synth"], { env })).toEqual({ code: 0, stdout: "", stderr: "" });
    const { stacks } = JSON.parse(readFileSync(join(folder, "cdk/manifest.json"), "utf8"));
    expect(Object.keys(stacks)).toContain("shop-prod-network");
    expect(Object.keys(stacks).every((name) => name.startsWith("shop-prod-"))).toBe(true);
  });

  test("overwrites what stock CDKTF left in cdktf.out", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, "cdktf.out/manifest.json": "old" });
    expect((await groundplan(folder, ["synth"])).code).toBe(0);
    expect(readFileSync(join(folder, "cdktf.out/manifest.json"), "utf8")).toContain("shop-network");
  });

  test("fails with the report on stderr, and writes nothing, when a policy does", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const { code, stdout, stderr } = await groundplan(folder, ["synth"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("high[image-pinned]");
    expect(Object.keys(filesIn(folder))).toEqual(["spec/shop/spec.yaml"]);
  });
});

async function compiled(): Promise<string> {
  const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
  expect((await groundplan(folder, ["compile"])).code).toBe(0);
  return folder;
}
