import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { compileText } from "./compile-text.ts";
import { lowerStock } from "./lower-stock.ts";
import { randomGraph } from "./random-graph.ts";
import { sampleGraph, sampleModel } from "./sample-graph.ts";

/** Documents as stock CDKTF orders them; only white space is free. */
function compact(json: string | undefined): string {
  return JSON.stringify(JSON.parse(json ?? "null"));
}

async function expectStock(graph: ResourceGraph, model: Model): Promise<void> {
  const [ours, stock] = [await lowerGraph(graph, model), await lowerStock(graph, model)];
  const { "manifest.json": manifest, ...stacks } = Object.fromEntries(stock);
  expect(Object.keys(stacks)).toHaveLength(graph.stacks.length);
  for (const [path, content] of Object.entries(stacks)) expect(compact(ours.get(path)), path).toBe(compact(content));
  expect(unordered(ours.get("manifest.json"))).toEqual(unordered(manifest));
}

/** A manifest without the order of a stack's dependencies, which has no meaning: stock lists them as it met them. */
function unordered(manifest: string | undefined): unknown {
  return JSON.parse(manifest ?? "null", (key, value) => (key === "dependencies" ? value.toSorted() : value));
}

describe("the one-pass synthesis", () => {
  it("writes what stock CDKTF writes for the sample system", () => expectStock(sampleGraph(), sampleModel));

  it.each(readdirSync("spec"))("writes what stock CDKTF writes for spec/%s", async (system) => {
    const { graph, model } = compileText(readFileSync(`spec/${system}/spec.yaml`, "utf8"));
    await expectStock(graph, model);
  });

  it("writes what stock CDKTF writes for any graph", () =>
    fc.assert(
      fc.asyncProperty(randomGraph, (graph) => expectStock(graph, sampleModel)),
      { numRuns: 60 },
    ));
});
