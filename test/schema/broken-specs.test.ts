import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { brokenForm } from "./broken-specs/broken-form.ts";
import { brokenMeaning } from "./broken-specs/broken-meaning.ts";
import { brokenServices } from "./broken-specs/broken-services.ts";
import type { BrokenSpec } from "./broken-specs/broken-spec.ts";
import { brokenYaml } from "./broken-specs/broken-yaml.ts";
import { load, places } from "./harness.ts";

const complete = readFileSync(new URL("../fixtures/complete.yaml", import.meta.url), "utf8");

describe("the complete spec has nothing wrong", () => {
  test.each([undefined, "dev", "prod"])("in the environment %s", (environment) => {
    expect(places(load(complete, environment).findings)).toEqual([]);
  });
});

describe.each([
  ["YAML", brokenYaml],
  ["form", brokenForm],
  ["meaning", brokenMeaning],
  ["services", brokenServices],
])("one edit that breaks the %s", (_, specs) => {
  test.each(specs.map((spec) => [spec.name, spec] as const))("%s", (_, spec) => {
    const { text, firstLine, lastLine } = edit(spec);
    const { model, findings } = load(text, spec.environment);
    expect(model).toBeUndefined();
    for (const { message, help } of findings) {
      expect(message).not.toBe("");
      expect(help).not.toBe("");
    }
    const meant = findings.filter(({ code }) => code === spec.code);
    const inside = meant.filter(({ range }) => firstLine <= range.line && range.line <= lastLine);
    expect(inside, `found ${places(findings).join(", ")}; edited ${firstLine} to ${lastLine}`).not.toEqual([]);
    if (spec.help) expect(inside.map(({ help }) => help).join("\n")).toContain(spec.help);
  });
});

/** The edited text, and the lines that the edit covers. */
function edit({ find, replace }: BrokenSpec): { text: string; firstLine: number; lastLine: number } {
  const [before, after, ...more] = complete.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the text to replace is not in the file exactly once: ${JSON.stringify(find)}`);
  const firstLine = before.split("\n").length;
  return { text: before + replace + after, firstLine, lastLine: firstLine + replace.trimEnd().split("\n").length - 1 };
}
