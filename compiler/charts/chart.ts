import { createHash } from "node:crypto";
import type { AnyKubernetesNode, ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, type Reference, referencesIn } from "../../schema/graph/value.ts";
import { printText, printYaml } from "./print-yaml.ts";
import { escapeActions, helmAction, placeholder, valuePath } from "./value-path.ts";

/** The generated Helm chart of a release. */
export interface Chart {
  /** The chart's name: that of the release. */
  readonly name: string;
  /** The folder, from the stack's own: `charts/api-1f6b…`. It holds the hash of the content, so that new content is a planned change. */
  readonly directory: string;
  /** The chart's files by their path in {@link directory}. */
  readonly files: ReadonlyMap<string, string>;
  /** What the release's values must hold, as nested maps of references. */
  readonly values: ChartValues;
  /** The objects as plain YAML, in the order of the template: readable placeholders where the chart has values. */
  readonly objects: readonly PrintedObject[];
}

/** An object of a chart as plain YAML. */
export interface PrintedObject {
  readonly node: AnyKubernetesNode;
  readonly yaml: string;
}

/** What stands between two objects in one file. */
export const documentSeparator = "---\n";

/** Nested maps whose leaves are references, as a template reads them. */
export interface ChartValues {
  readonly [key: string]: Reference | ChartValues;
}

/** The chart of every release that carries objects, by the release's address. */
export function buildCharts(graph: ResourceGraph): ReadonlyMap<Address, Chart> {
  const nodes = new Map<Address, AnyKubernetesNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== "kubernetes" || node.heldBy) continue;
    const carried = nodes.get(node.release);
    if (carried) carried.push(node);
    else nodes.set(node.release, [node]);
  }
  return new Map(
    Array.from(nodes, ([release, carried]) => [release, buildChart(releaseName(graph, release), carried)]),
  );
}

function releaseName(graph: ResourceGraph, address: Address): string {
  const release = graph.node(address) as TerraformNode<"helm_release"> | undefined;
  const name = release?.config.name;
  if (typeof name !== "string") throw new Error(`${address} carries objects and has no plain name`);
  return name;
}

/** All objects are in one template: a chart is then two files, however many objects it has. */
function buildChart(name: string, nodes: readonly AnyKubernetesNode[]): Chart {
  const templates: string[] = [];
  const objects: PrintedObject[] = [];
  for (const node of nodes) {
    const pieces = printYaml(node.object);
    const template = pieces.map((piece) => (typeof piece === "string" ? escapeActions(piece) : helmAction(piece)));
    const plain = pieces.map((piece) => (typeof piece === "string" ? piece : JSON.stringify(placeholder(piece))));
    templates.push(template.join(""));
    objects.push({ node, yaml: plain.join("") });
  }
  const template = templates.join(documentSeparator);
  const hash = createHash("sha256").update(template).digest("hex").slice(0, 12);
  const description = printText(`The Kubernetes objects of ${name}`);
  const chart = `apiVersion: v2\nname: ${printText(name)}\ndescription: ${description}\ntype: application\nversion: 0.0.0-sha${hash}\n`;
  const files = new Map([
    ["Chart.yaml", chart],
    ["templates/objects.yaml", template],
  ]);
  const values = nest(nodes.flatMap((node) => referencesIn(node.object)));
  return { name, directory: `charts/${name}-${hash}`, files, values, objects };
}

type MutableValues = { [key: string]: Reference | MutableValues };

function nest(references: readonly Reference[]): ChartValues {
  const values: MutableValues = {};
  for (const reference of references) {
    const path = valuePath(reference);
    const key = path.at(-1) ?? "";
    let level = values;
    for (const name of path.slice(0, -1)) {
      level[name] ??= {};
      level = level[name] as MutableValues;
    }
    const there = level[key];
    if (there && JSON.stringify(there) !== JSON.stringify(reference))
      throw new Error(`${placeholder(reference)} and another reference have one place in the values`);
    level[key] = reference;
  }
  return values;
}
