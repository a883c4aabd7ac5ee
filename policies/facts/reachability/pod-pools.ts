import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import { items, knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";

type NodeGroup = TerraformNode<"aws_eks_node_group">;

/**
 * The node groups whose nodes a pod may come to, the same list for all pods that ask for the same. All of them where it
 * may come to none: then nothing runs, which is no question of the network.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export function podPools(
  graph: ResourceGraph,
  groups: readonly NodeGroup[],
): (pod: PodTemplate) => readonly NodeGroup[] {
  const found = new Map<string, readonly NodeGroup[]>();
  return ({ spec: { nodeSelector = {}, tolerations } }) => {
    const key = JSON.stringify([nodeSelector, tolerations]);
    const before = found.get(key);
    if (before) return before;
    const borne = items<Toleration>(tolerations) ?? [];
    const fitting = groups.filter((group) => isChosen(graph, nodeSelector, group) && isBorne(graph, borne, group));
    const pools = fitting.length > 0 && fitting.length < groups.length ? fitting : groups;
    found.set(key, pools);
    return pools;
  };
}

/** Labels that a group does not set may be there nevertheless: Kubernetes and EKS set some by themselves. */
function isChosen(graph: ResourceGraph, selector: object, { config }: NodeGroup): boolean {
  const labels = (config.labels ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(selector).every(([key, value]) => {
    const own = key in labels ? knownText(graph, labels[key]) : undefined;
    return own === undefined
      ? key in labels || /(^|\.)kubernetes\.io\/|^eks\.amazonaws\.com\//.test(key)
      : own === value;
  });
}

interface Toleration {
  readonly key?: unknown;
  readonly operator?: unknown;
  readonly value?: unknown;
}

interface Taint {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly effect?: unknown;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function isBorne(graph: ResourceGraph, tolerations: readonly Toleration[], { config }: NodeGroup): boolean {
  return (items<Taint>(config.taint) ?? []).every((taint) => {
    const [key, value = ""] = [knownText(graph, taint.key), knownText(graph, taint.value)];
    if (taint.effect === "PREFER_NO_SCHEDULE") return true;
    return tolerations.some(
      (each) => (each.key ?? key) === key && (each.operator === "Exists" || (each.value ?? "") === value),
    );
  });
}
