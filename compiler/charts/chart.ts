import { createHash } from "node:crypto";
import { compareText } from "../../schema/finding.ts";
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
  /** The objects as plain YAML by the name of their template: readable placeholders where the chart has values. */
  readonly objects: readonly PrintedObject[];
}

/** An object of a chart as plain YAML. */
export interface PrintedObject {
  readonly node: AnyKubernetesNode;
  /** `deployment-api.yaml`, the same in the chart and among the plain files. */
  readonly file: string;
  readonly yaml: string;
}

/** Nested maps whose leaves are references, as a template reads them. */
export interface ChartValues {
  readonly [key: string]: Reference | ChartValues;
}

/** The chart of every release that carries objects, by the release's address. */
export function buildCharts(graph: ResourceGraph): ReadonlyMap<Address, Chart> {
  const nodes = new Map<Address, AnyKubernetesNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== "kubernetes") continue;
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

function buildChart(name: string, nodes: readonly AnyKubernetesNode[]): Chart {
  const templates = new Map<string, string>();
  const objects: PrintedObject[] = [];
  for (const node of nodes) {
    const file = `${node.type.toLowerCase()}-${node.name.slice(node.name.indexOf(".") + 1)}.yaml`;
    const pieces = printYaml(node.object);
    const template = pieces.map((piece) => (typeof piece === "string" ? escapeActions(piece) : helmAction(piece)));
    const plain = pieces.map((piece) => (typeof piece === "string" ? piece : JSON.stringify(placeholder(piece))));
    if (templates.has(`templates/${file}`)) throw new Error(`two objects of release ${name} print to ${file}`);
    templates.set(`templates/${file}`, template.join(""));
    objects.push({ node, file, yaml: plain.join("") });
  }
  const hash = contentHash(templates);
  const description = printText(`The Kubernetes objects of ${name}`);
  const chart = `apiVersion: v2\nname: ${printText(name)}\ndescription: ${description}\ntype: application\nversion: 0.0.0-sha${hash}\n`;
  const files = new Map([["Chart.yaml", chart], ...templates]);
  const values = nest(nodes.flatMap((node) => referencesIn(node.object)));
  return { name, directory: `charts/${name}-${hash}`, files, values, objects };
}

/** Names and contents count, their order does not. */
function contentHash(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [name, content] of [...files].sort(([left], [right]) => compareText(left, right)))
    hash.update(`${name}\0${content}\0`);
  return hash.digest("hex").slice(0, 12);
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
