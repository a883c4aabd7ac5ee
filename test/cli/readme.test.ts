import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, groundplan } from "./harness.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

/** The fenced block of README that has a text in it. */
function blockWith(text: string): string {
  const blocks = [...readme.matchAll(/```\w*\n([^`]*(?:`[^`]+`[^`]*)*?)```/g)].map(([, block = ""]) => block);
  const block = blocks.find((each) => each.includes(text));
  if (block === undefined) throw new Error(`README has no block with ${JSON.stringify(text)}`);
  return block;
}

const spec = blockWith("system: shop");

describe("README", () => {
  test("has a spec with nothing against it", async () => {
    const cwd = folderWith({ "spec/shop/spec.yaml": spec });
    const { code, stdout } = await groundplan(cwd, ["check"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("findings: 0, 0 waived, 0 not evaluated")]);
  });

  test("shows a finding as it is printed", async () => {
    const { stdout } = await groundplan(root, ["check", "spec/fastapi-app", "--no-waivers"]);
    expect(stdout).toContain(blockWith("critical[edge-https-only]"));
  });

  test("has a pack whose rule passes its cases", async () => {
    const cwd = folderWith({
      "security.yaml": blockWith("name: example-security") + blockWith("example-queue-retention:"),
      "example-queue-retention.test.yaml": blockWith("name: two weeks"),
    });
    const { code, stdout } = await groundplan(cwd, ["policies", "test", "security.yaml"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 rule, 2 cases: 0 failed")]);
  });

  test("names every command that users type", async () => {
    const { stdout } = await groundplan(root, ["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)\b.*/gm)].map(([, name]) => name);
    const named = new Set([...readme.matchAll(/groundplan ([a-z]+)\b/g)].map(([, name]) => name));
    // cdktf.json and `npm run generate` call these.
    const unseen = ["synth", "generate", "help"];
    expect(commands.filter((name) => name && !named.has(name) && !unseen.includes(name))).toEqual([]);
  });
});
