import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { Chart, PrintedObject } from "./chart.ts";

/**
 * The objects of every release as plain YAML for review and GitOps, by path:
 * `kubernetes/shop-prod/payments/deployment-api.yaml`. Each says where in the spec it comes from and what deploys it.
 */
export function kubernetesFiles(
  graph: ResourceGraph,
  model: Model,
  charts: ReadonlyMap<Address, Chart>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const chart of charts.values()) {
    for (const object of chart.objects) {
      const namespace = object.node.name.slice(0, object.node.name.indexOf("."));
      const path = `kubernetes/${graph.name}/${namespace}/${object.file}`;
      if (files.has(path)) throw new Error(`two objects print to ${path}`);
      files.set(path, `${header(graph, model, chart, object)}${object.yaml}`);
    }
  }
  return files;
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
