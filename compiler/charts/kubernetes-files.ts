import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { type Chart, documentSeparator, type PrintedObject } from "./chart.ts";

/**
 * The objects as plain YAML for review and GitOps, a file per release: `kubernetes/shop-prod/payments/api.yaml`.
 * Each object says where in the spec it comes from and what deploys it.
 */
export function kubernetesFiles(
  graph: ResourceGraph,
  model: Model,
  charts: ReadonlyMap<Address, Chart>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const chart of charts.values()) {
    const path = `kubernetes/${graph.name}/${namespaceOf(chart)}/${chart.name}.yaml`;
    if (files.has(path)) throw new Error(`two releases print to ${path}`);
    const documents = chart.objects.map((object) => `${header(graph, model, chart, object)}${object.yaml}`);
    files.set(path, documents.join(documentSeparator));
  }
  return files;
}

/** The namespace of a release, which is that of all its objects. */
function namespaceOf({ name, objects }: Chart): string {
  const [namespace = "", ...others] = new Set(objects.map(({ node }) => node.name.slice(0, node.name.indexOf("."))));
  if (others.length > 0) throw new Error(`the objects of release ${name} are in several namespaces`);
  return namespace;
}

function header(graph: ResourceGraph, model: Model, chart: Chart, { node }: PrintedObject): string {
  const path = model.sourcePath(node.origin);
  const lines = [
    `spec: ${formatSpecPath(path)}, line ${model.source.locate(path).line}`,
    `stack: ${graph.name}-${node.stack}`,
    `release: ${chart.name}`,
  ];
  return lines.map((line) => `# ${line}\n`).join("");
}
