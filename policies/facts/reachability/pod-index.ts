import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { knownText } from "../known.ts";
import { labelFiles } from "../label-files.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { type Labels, selects } from "../selectors.ts";

/** A namespace's own name as a label, which Kubernetes sets by itself. */
const nameLabel = "kubernetes.io/metadata.name";

/** Finds pods by selectors, without trying every pod. */
export interface PodIndex {
  /** The pods that a selector picks in the namespaces that another picks; in one namespace when that is a text. */
  find(namespaces: { readonly selector: unknown } | string, selector: unknown): readonly PodTemplate[];
}

interface Selector {
  readonly matchLabels?: Labels;
}

/** Files every pod under its namespace and under each of its labels. */
export function indexPods(graph: ResourceGraph, pods: readonly PodTemplate[]): PodIndex {
  const byNamespace = groupBy(pods, ({ namespace }) => namespace);
  const byLabel = labelFiles<PodTemplate>();
  for (const pod of pods) for (const label in pod.labels) byLabel.file(pod.namespace, label, pod.labels[label], pod);
  const namespaces = namespaceLabels(graph, pods);
  const inNamespace = (namespace: string, selector: unknown): readonly PodTemplate[] => {
    let fewest = byNamespace.get(namespace) ?? [];
    for (const [label, value] of Object.entries((selector as Selector | undefined)?.matchLabels ?? {})) {
      const labelled = byLabel.find(namespace, label, value);
      if (labelled.length < fewest.length) fewest = labelled;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  };
  return {
    find(where, selector) {
      if (typeof where === "string") return inNamespace(where, selector);
      const named = (where.selector as Selector | undefined)?.matchLabels?.[nameLabel];
      const candidates = named === undefined ? [...namespaces.keys()] : [String(named)];
      return candidates
        .filter((name) => selects(where.selector, namespaces.get(name) ?? { [nameLabel]: name }))
        .flatMap((name) => inNamespace(name, selector));
    },
  };
}

function namespaceLabels(graph: ResourceGraph, pods: readonly PodTemplate[]): ReadonlyMap<string, Labels> {
  const labels = new Map<string, Labels>(pods.map(({ namespace }) => [namespace, { [nameLabel]: namespace }]));
  for (const { config } of graph.resources("kubernetes_namespace_v1")) {
    const name = knownText(graph, config.metadata.name);
    const own = (config.metadata.labels ?? {}) as Labels;
    if (name !== undefined) labels.set(name, { ...own, [nameLabel]: name });
  }
  return labels;
}
