import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const image = "{ repository: other, tag: 1.0.0 }";

/** The spec with another service, and further text. */
function withService(name: string, more = ""): string {
  return (
    cleanSpec.replace("services:\n", `services:\n  ${name}: { image: ${image}, uses: { jobs: receive } }\n`) + more
  );
}

describe("names that come together", () => {
  test.each([
    ["a service, and the trust of another", withService("api-trust"), "  api-trust:"],
    ["a service, and the role of the cluster", withService("cluster"), "  cluster:"],
    ["a service, and the role of a pool", withService("nodes-workers"), "  nodes-workers:"],
    [
      "a queue, and the dead letters of another",
      cleanSpec.replace("  jobs: {}", "  jobs-dead-letter: {}\n  jobs: {}"),
      "  jobs-dead-letter:",
    ],
    [
      "two repositories, but for their hyphens",
      cleanSpec.replace(
        "services:\n",
        "services:\n  one: { image: { repository: a/b, tag: 1.0.0 } }\n  two: { image: { repository: a-b, tag: 1.0.0 } }\n",
      ),
      "  two:",
    ],
  ])("are a finding: %s", async (_, spec, key) => {
    const folder = folderWith({ "spec/shop/spec.yaml": spec });
    const { code, stdout, stderr } = await groundplan(folder, ["check"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(stdout).toContain("error[conflict]");
    expect(stdout).toContain("would both make");
    const line = spec.split("\n").findIndex((text) => text.startsWith(key)) + 1;
    expect(stdout).toContain(`--> spec/shop/spec.yaml:${line}:`);
  });
});

describe("two systems of one name", () => {
  test.each([
    ["in two files", cleanSpec, cleanSpec, "shop", "system: shop"],
    [
      "of which an environment makes one",
      `${cleanSpec}environments: { prod: {} }\n`,
      cleanSpec.replace("system: shop", "system: shop-prod"),
      "shop-prod",
      "system: shop-prod",
    ],
  ])("are a mistake: %s", async (_, one, other, name, line) => {
    const folder = folderWith({ "spec/a/spec.yaml": one, "spec/b/spec.yaml": other });
    const checked = await groundplan(folder, ["check"]);
    expect(checked.code).toBe(2);
    expect(checked.stdout).toMatch(new RegExp(`"spec/a/spec.yaml".* makes a system "${name}" as well`));
    expect(checked.stdout).toContain("--> spec/b/spec.yaml:");
    expect(checked.stdout).toContain(`| ${line}`);
    expect(await groundplan(folder, ["compile"])).toMatchObject({ code: 2 });
    expect(await groundplan(folder, ["synth"])).toMatchObject({ code: 2 });
  });

  test("are one when they are the same file", async () => {
    const folder = folderWith({ "spec/a/spec.yaml": cleanSpec });
    symlinkSync("a", join(folder, "spec/b"));
    for (const args of [["spec/a", "./spec/a/spec.yaml", join(folder, "spec/a/spec.yaml")], ["spec/a", "spec/b"], []])
      expect(await groundplan(folder, ["compile", ...args])).toMatchObject({ code: 0 });
  });
});
