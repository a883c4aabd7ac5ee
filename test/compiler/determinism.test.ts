import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile, shop, specOf } from "./compile.ts";

/** The same data with the keys of every map in another order, which the numbers decide. */
function shuffled(value: unknown, numbers: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, numbers));
  if (typeof value !== "object" || value === null) return value;
  const ranked = Object.entries(value).map(([key, item]) => ({ key, item: shuffled(item, numbers), rank: numbers() }));
  return Object.fromEntries(ranked.sort((left, right) => left.rank - right.rank).map(({ key, item }) => [key, item]));
}

/** Compiles in a process of its own, and gives every file that it wrote. */
function compiledFiles(spec: string, cwd: string, env: Record<string, string>): Record<string, string> {
  const out = mkdtempSync(join(tmpdir(), "compiled-"));
  const program = join(import.meta.dirname, "../../compiler/cli/main.ts");
  const tsx = import.meta.resolve("tsx");
  try {
    const args = ["--import", tsx, program, "compile", spec, "--out", out, "--today", "2026-11-20", "--quiet"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    expect(`${status} ${stderr}`).toBe("0 ");
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [path.slice(out.length), readFileSync(path, "utf8")]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

describe("the same spec gives the same output", () => {
  it.each([
    ["fastapi-app", specOf("fastapi-app")],
    ["shop", shop],
  ])("in whatever order %s writes its keys", (_, text) => {
    const expected = printGraph(compile(text).graph);
    const numbers = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(numbers, (stream) => {
        const reordered = stringify(shuffled(parse(text), () => stream.next().value ?? 0));
        expect(printGraph(compile(reordered).graph)).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  it("byte by byte, in whatever folder, time zone and language it is compiled", () => {
    const spec = join(import.meta.dirname, "../../spec/fastapi-app/spec.yaml");
    const here = compiledFiles(spec, join(import.meta.dirname, "../.."), { TZ: "UTC", LANG: "C", LC_ALL: "C" });
    const there = compiledFiles(spec, tmpdir(), {
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
    });
    expect(Object.keys(here).length).toBeGreaterThan(10);
    expect(there).toEqual(here);
  }, 60_000);
});
