import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { build } from "../../compiler/build/build.ts";
import { cleanSpec, filesIn, flawedSpec, folderWith } from "./harness.ts";

const root = join(import.meta.dirname, "../..");
// CDKTF is looked for from here upwards.
const beside = join(root, `node_modules/.groundplan-${process.pid}`);
const cold = `${beside}-cold`;
build(beside);
// And from here there is none.
const alone = join(mkdtempSync(join(tmpdir(), "groundplan-")), "built");
cpSync(beside, alone, { recursive: true });

afterAll(() => {
  for (const folder of [beside, cold, alone]) rmSync(folder, { recursive: true, force: true });
});

function start(folder: string, cwd: string, args: readonly string[]) {
  const options = { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "groundplan.cjs"), ...args], options);
  return { status, stdout, stderr };
}

describe("the built program", () => {
  test("checks without any package beside it, so without CDKTF", () => {
    const cwd = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const { status, stdout, stderr } = start(alone, cwd, ["check"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("high[image-pinned]");
  });

  test.each(["json", "markdown", "sarif", "html"])("prints %s without any package beside it", (format) => {
    const cwd = folderWith({
      "spec/shop/spec.yaml": flawedSpec,
      "pack.yaml": "version: 1\nname: p\nowner: me@example.com\n",
    });
    const { status, stderr } = start(alone, cwd, ["check", "--format", format, "--pack", "pack.yaml"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  test("is ASCII, as which V8 reads it", () => {
    for (const file of readdirSync(alone).filter((name) => name.endsWith(".cjs") && name !== "layout.cjs"))
      expect(
        readFileSync(join(alone, file)).findIndex((byte) => byte > 127),
        file,
      ).toBe(-1);
  });

  test("draws pictures without any package beside it", () => {
    const cwd = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const { status, stdout, stderr } = start(alone, cwd, ["graph", "--format", "svg"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("<title>service api, ");
  });

  test("takes rules from modules of a pack, with code caches and without", () => {
    cpSync(beside, cold, { recursive: true });
    for (const file of readdirSync(cold)) if (file.endsWith(".cache")) rmSync(join(cold, file));
    const check = `() => [{ verdict: "not-compliant", target: ["owner"], key: "a", message: "no", expected: "a", actual: "b" }]`;
    const texts = 'title: "A title", severity: "high", rationale: "A reason.", remediation: "Mend it."';
    const cwd = folderWith({
      "spec/shop/spec.yaml": cleanSpec,
      "pack.yaml": "version: 1\nname: p\nowner: me@example.com\nmodules: [./rule.mjs]\n",
      "rule.mjs": `export const rules = [{ id: "acme-rule", ${texts}, check: ${check} }];\n`,
    });
    for (const folder of [alone, cold]) {
      const { status, stdout, stderr } = start(folder, cwd, ["check", "--pack", "pack.yaml"]);
      expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
      expect(stdout).toContain("high[acme-rule]");
    }
  });

  test("has code caches for this Node, and the licences of what is in it", () => {
    const files = readdirSync(beside).map((name) => name.replace(/\.[0-9a-f]+\.cache$/, ".HASH.cache"));
    expect(files.sort()).toEqual([
      "LICENSES.txt",
      "cdktf.HASH.cache",
      "cdktf.cjs",
      "cli.HASH.cache",
      "cli.cjs",
      "groundplan.cjs",
      // What lays pictures out runs once for a report: a cache would be as large as the time that it saves is short.
      "layout.cjs",
    ]);
    const licences = readFileSync(join(beside, "LICENSES.txt"), "utf8");
    expect(licences).toMatch(/^cdktf 0\.21\.0 \(MPL-2\.0\)\nhttps:\/\/www\.npmjs\.com\/package\/cdktf\/v\/0\.21\.0$/m);
  });

  test("does the same without its code caches, with CDKTF from node_modules", () => {
    cpSync(beside, cold, { recursive: true });
    for (const file of readdirSync(cold)) if (file.endsWith(".cache")) rmSync(join(cold, file));
    const compiled = [alone, cold].map((folder) => {
      const cwd = folderWith({ "spec/shop/spec.yaml": cleanSpec });
      expect(start(folder, cwd, ["compile", "--quiet"])).toEqual({ status: 0, stdout: "", stderr: "" });
      return filesIn(cwd);
    });
    expect(compiled[0]).toHaveProperty(["out/stacks/shop-workloads/cdk.tf.json"]);
    expect(compiled[1]).toEqual(compiled[0]);
  });

  test("ends quietly when nobody reads its output any more", async () => {
    const child = spawn(process.execPath, [join(alone, "groundplan.cjs"), "schema"]);
    child.stdout.destroy();
    const stderr: string[] = [];
    child.stderr.on("data", (data) => stderr.push(String(data)));
    expect(await once(child, "close")).toEqual([0, null]);
    expect(stderr.join("")).toBe("");
  });

  test("says in a line that its output cannot be written, and ends with 2", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [join(alone, "groundplan.cjs"), "schema"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "error: cannot write to stdout (ENOSPC)\n" });
  });

  test("writes a report into what a shell has opened as its output", () => {
    const cwd = folderWith({ "spec/shop/spec.yaml": cleanSpec, "out.txt": "" });
    const out = openSync(join(cwd, "out.txt"), "a");
    const args = ["check", "--report", "json=/dev/stdout"];
    spawnSync(process.execPath, [join(alone, "groundplan.cjs"), ...args], { cwd, stdio: ["ignore", out, "ignore"] });
    closeSync(out);
    const [, json = "", text] = /^(\{.*\n\}\n)(.*)$/s.exec(readFileSync(join(cwd, "out.txt"), "utf8")) ?? [];
    expect(JSON.parse(json)).toHaveProperty("systems");
    expect(text).toContain("passed: ");
  });
});
