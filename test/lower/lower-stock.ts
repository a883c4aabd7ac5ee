import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { buildCharts } from "../../compiler/charts/chart.ts";
import { createStacks } from "../../compiler/lower/create-stacks.ts";
import { loadBindings } from "../../compiler/lower/load-bindings.ts";
import { ReadableStack } from "../../compiler/lower/readable-stack.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";

/** What stock CDKTF writes for the constructs of a graph: its own app, synthesizer and resolver, and files on disk. */
export async function lowerStock(graph: ResourceGraph, model: Model): Promise<ReadonlyMap<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), "stock-"));
  try {
    const app = new App({ outdir });
    const bindings = await loadBindings([graph]);
    const stacks = createStacks({ app, graph, model, bindings, charts: buildCharts(graph), Stack: ReadableStack });
    app.synth();
    const paths = ["manifest.json", ...stacks.map(({ node }) => `stacks/${node.id}/cdk.tf.json`)];
    return new Map(paths.map((path) => [path, readFileSync(join(outdir, path), "utf8")]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
