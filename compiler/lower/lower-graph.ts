import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { buildCharts } from "../charts/chart.ts";
import { kubernetesFiles } from "../charts/kubernetes-files.ts";
import type { Move } from "../renames/apply-renames.ts";
import { createApp } from "./create-app.ts";
import { createStacks } from "./create-stacks.ts";
import { type Bindings, loadBindings } from "./load-bindings.ts";
import { printManifest } from "./manifest.ts";
import { movedFiles } from "./moved-files.ts";
import { OnePassStack } from "./one-pass-stack.ts";
import type { ReadableStack } from "./readable-stack.ts";
import { withoutStackTraces } from "./without-stack-traces.ts";

/** A compiled system with the model that it comes from. */
export interface CompiledSystem {
  readonly graph: ResourceGraph;
  readonly model: Model;
  /** Resources that have another address than before. */
  readonly moves?: readonly Move[];
}

/** {@link lowerGraphs} for one system. */
export function lowerGraph(graph: ResourceGraph, model: Model): Promise<ReadonlyMap<string, string>> {
  return lowerGraphs([{ graph, model }]);
}

/**
 * Makes the files of compiled systems, by path below the output folder:
 * - `stacks/<system>-<stack>/cdk.tf.json`: a Terraform configuration that needs nothing else;
 * - `stacks/<system>-<stack>/moved.tf.json`: what has another address than before, where anything has;
 * - `stacks/<system>-<stack>/charts/<release>-<hash>/…`: the charts that its releases install;
 * - `kubernetes/<system>/<namespace>/<release>.yaml`: the same objects as plain YAML;
 * - `manifest.json`: the stacks in the order of deployment, as the `cdktf` command reads them.
 */
export async function lowerGraphs(systems: readonly CompiledSystem[]): Promise<ReadonlyMap<string, string>> {
  const bindings = await loadBindings(systems.map(({ graph }) => graph));
  return withoutStackTraces(() => {
    const files = new Map<string, string>();
    const stacks = systems.flatMap((system) => lowerSystem(system, bindings, files));
    files.set("manifest.json", printManifest(stacks));
    return files;
  });
}

function lowerSystem(system: CompiledSystem, bindings: Bindings, files: Map<string, string>): readonly ReadableStack[] {
  const { graph, model } = system;
  const charts = buildCharts(graph);
  const stacks = createStacks({ ...system, app: createApp(), bindings, charts, Stack: OnePassStack });
  // References between stacks add to both stacks, so all are prepared before the first is printed.
  for (const stack of stacks) stack.prepareStack();
  for (const stack of stacks) {
    stack.runAllValidations();
    files.set(`stacks/${stack.node.id}/cdk.tf.json`, `${JSON.stringify(stack.toTerraform(), null, 2)}\n`);
  }
  for (const [stack, text] of movedFiles(graph.name, system.moves ?? []))
    files.set(`stacks/${stack}/moved.tf.json`, text);
  for (const [release, { directory, files: chartFiles }] of charts) {
    const stack = `${graph.name}-${release.slice(0, release.indexOf("/"))}`;
    for (const [name, content] of chartFiles) files.set(`stacks/${stack}/${directory}/${name}`, content);
  }
  for (const [path, content] of kubernetesFiles(graph, model, charts)) files.set(path, content);
  return stacks;
}
