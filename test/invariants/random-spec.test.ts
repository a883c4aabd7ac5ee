import { mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { filesIn, folderWith, groundplan } from "../cli/harness.ts";
import { readEmitted } from "./emitted.ts";
import { type RandomSpec, randomSpec } from "./random-spec.ts";
import { violations } from "./registry.ts";

/** 40 specs, the same in each run of the tests. `npm run test:long` asks for more, and for others each time. */
const more = process.env["GROUNDPLAN_RANDOM_SPECS"];
const numRuns = Number(more ?? 40);
const seed = more === undefined ? { seed: 1 } : {};
const options = { pack: basePack, today: "2026-11-20", useWaivers: true };

describe("any spec without a mistake", { timeout: 30 * 60_000 }, () => {
  it("resolves without a finding, and compiles and lowers to what meets every invariant", async () => {
    await forAllAsync(async ({ text, data, environments }) => {
      expect(parse(text)).toEqual(data);
      const runs = runSpec("spec.yaml", new TextEncoder().encode(text), options);
      expect(runs.length).toBe(environments.length);
      for (const { report, compiled } of runs) {
        expect(report.problems.map(({ message }) => message)).toEqual([]);
        if (!compiled) throw new Error("nothing was compiled");
        const { graph, model } = compiled;
        expect(violations(readEmitted(graph, model, await lowerGraph(graph, model)))).toEqual([]);
      }
    }, numRuns);
  });

  it("compiles to the same bytes in whatever order its keys are", () => {
    const numbers = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(randomSpec, numbers, ({ text, data, environments }, stream) => {
        const reordered = stringify(shuffled(data, () => stream.next().value ?? 0));
        for (const environment of environments)
          expect(printed(reordered, environment)).toBe(printed(text, environment));
      }),
      { numRuns: Math.ceil(numRuns / 4), ...seed },
    );
  });

  it("is written inside the output folder, and nowhere else", async () => {
    await forAllAsync(
      async ({ text }) => {
        const folder = folderWith({ "spec.yaml": text, "neighbour/keep.txt": "mine" });
        mkdirSync(join(folder, "out"));
        const before = readdirSync(tmpdir()).length;
        await groundplan(folder, ["compile", "spec.yaml", "--out", "out", "--quiet"]);
        const written = Object.keys(filesIn(folder)).filter((path) => !path.startsWith("out/"));
        expect(written).toEqual(["neighbour/keep.txt", "spec.yaml"]);
        expect(readdirSync(tmpdir()).length).toBeLessThanOrEqual(before + 8);
      },
      Math.ceil(numRuns / 8),
    );
  });
});

async function forAllAsync(check: (spec: RandomSpec) => Promise<void>, runs: number): Promise<void> {
  await fc.assert(fc.asyncProperty(randomSpec, check), { numRuns: runs, ...seed });
}

function printed(text: string, environment: string | undefined): string {
  const [run] = runSpec("spec.yaml", new TextEncoder().encode(text), {
    ...options,
    ...(environment !== undefined && { environment }),
  });
  return run?.compiled ? printGraph(run.compiled.graph) : "";
}

function shuffled(value: unknown, numbers: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, numbers));
  if (typeof value !== "object" || value === null) return value;
  const ranked = Object.entries(value).map(([key, item]) => ({ key, item: shuffled(item, numbers), rank: numbers() }));
  return Object.fromEntries(ranked.sort((left, right) => left.rank - right.rank).map(({ key, item }) => [key, item]));
}
