import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Placed } from "./inventory.ts";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const initial = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Reports objects in a namespace that nothing makes. */
export function checkNamespaces(graph: ResourceGraph, objects: readonly Placed[]): void {
  const known = namespacesOf(graph);
  for (const { namespace, report } of objects)
    if (!known.has(namespace))
      report("metadata.namespace", `"${namespace}" is not a namespace that is made`, "declare it");
}

function namespacesOf(graph: ResourceGraph): ReadonlySet<unknown> {
  const known = new Set<unknown>(initial);
  for (const { config } of graph.resources("kubernetes_namespace_v1"))
    known.add((config.metadata as { readonly name?: unknown }).name);
  for (const { config } of graph.resources("helm_release")) if (config.createNamespace) known.add(config.namespace);
  return known;
}
