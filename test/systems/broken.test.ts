import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { brokenAldeaEks } from "./broken/aldea-eks.ts";
import { brokenAttractorFactory } from "./broken/attractor-factory.ts";
import type { BrokenSystem } from "./broken/broken-system.ts";

const root = join(import.meta.dirname, "../..");

describe.each([
  ["attractor-factory", brokenAttractorFactory],
  ["aldea-eks", brokenAldeaEks],
])("one edit that breaks %s", (system, mistakes) => {
  const spec = readFileSync(join(root, `spec/${system}/spec.yaml`), "utf8");
  const lock = { file: "spec.lock.yaml", bytes: readFileSync(join(root, `spec/${system}/spec.lock.yaml`)) };

  const before = new Set(findingsOf(spec, lock).map(identity));

  test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))("%s", (_, mistake) => {
    const { text, firstLine, lastLine } = edit(spec, mistake);
    const all = findingsOf(text, lock).filter((finding) => !before.has(identity(finding)));
    const [inside, outside] = [true, false].map((wanted) =>
      all.filter(({ line }) => (firstLine <= line && line <= lastLine) === wanted),
    );
    expect(inside?.map(({ code }) => code).sort()).toEqual(mistake.found ?? []);
    expect(outside?.map(identity).sort()).toEqual(mistake.elsewhere ?? []);
    expect(all, "nothing is found").not.toEqual([]);
    for (const { message, help } of all)
      for (const words of [message, help]) expect(words).not.toMatch(/^$|undefined|\[object|NaN/);
    if (mistake.help) expect(inside?.map(({ help }) => help).join("\n")).toContain(mistake.help);
  });
});

function identity({ code, target }: { readonly code: string; readonly target: string }): string {
  return `${code} ${target}`;
}

/** Every mistake, and where there is none every policy's finding that no waiver covers. */
function findingsOf(text: string, lock: { readonly file: string; readonly bytes: Uint8Array }) {
  const options = { pack: basePack, today: "2026-11-20", useWaivers: true };
  return runSpec("spec.yaml", new TextEncoder().encode(text), options, lock).flatMap(({ report }) => [
    ...report.problems.map(({ code, path, range, message, help }) => ({
      ...{ code: code as string, target: formatSpecPath(path), line: range.line, message, help },
    })),
    ...report.findings
      .filter(({ status }) => status === "open")
      .map(({ policy, target, range, message, help }) => ({
        ...{ code: policy, target: formatSpecPath(target), line: range.line, message, help },
      })),
  ]);
}

/** The edited text, and the lines that the edit covers. */
function edit(spec: string, { find, replace }: BrokenSystem): { text: string; firstLine: number; lastLine: number } {
  const [before, after, ...more] = spec.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the text to replace is not in the file exactly once: ${JSON.stringify(find)}`);
  const firstLine = before.split("\n").length;
  return { text: before + replace + after, firstLine, lastLine: firstLine + replace.trimEnd().split("\n").length - 1 };
}
