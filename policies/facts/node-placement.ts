import type { NodePool } from "../../schema/model/model.ts";
import { items } from "./known.ts";
import type { NodeGroup } from "./node-pools.ts";
import type { PodSpec } from "./pod-templates.ts";
import { selects } from "./selectors.ts";

/** What a pod says of the nodes that it is for. */
type Scheduling = Pick<PodSpec, "nodeSelector" | "tolerations" | "affinity">;

/** Finds the groups whose nodes pods may come to, for each kind of pod once. */
export function placesAmong(groups: readonly NodeGroup[]): (pod: Scheduling) => readonly NodeGroup[] {
  const found = new Map<string, readonly NodeGroup[]>();
  return (pod) => {
    const { nodeSelector, tolerations, affinity } = pod;
    const key = JSON.stringify([nodeSelector, tolerations, affinity?.nodeAffinity]);
    const places = found.get(key) ?? groups.filter((group) => comesTo(pod, group));
    found.set(key, places);
    return places;
  };
}

/**
 * Whether pods may come to the nodes of a group: these have the labels that the pods ask for, and no taint that the pods
 * do not tolerate. What only the cloud knows of a node, such as its zone, is taken to fit.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
function comesTo(pod: Scheduling, { labels, taints }: Pick<NodeGroup, "labels" | "taints">): boolean {
  const wanted = Object.entries(pod.nodeSelector ?? {});
  if (!wanted.every(([key, value]) => labels[key] === value || (!(key in labels) && isOfCloud(key)))) return false;
  if (!isChosen(pod, labels)) return false;
  const tolerations = items<Toleration>(pod.tolerations) ?? [];
  return taints.every(
    (taint) => taint.effect === "PreferNoSchedule" || tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

/** One of the terms fits, and of a term every expression. */
function isChosen({ affinity }: Scheduling, labels: NodeGroup["labels"]): boolean {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = items<Term>(required?.nodeSelectorTerms) ?? [];
  if (terms.length === 0) return true;
  return terms.some(({ matchExpressions = [] }) =>
    matchExpressions.every(
      (expression) =>
        (!(expression.key in labels) && isOfCloud(expression.key)) ||
        selects({ matchExpressions: [expression] }, labels),
    ),
  );
}

interface Term {
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string }[];
}

/** Kubernetes and EKS put labels of these names on nodes by themselves. */
function isOfCloud(label: string): boolean {
  return /(^|\.)kubernetes\.io\/|^eks\.amazonaws\.com\//.test(label);
}

interface Toleration {
  readonly key?: unknown;
  readonly operator?: unknown;
  readonly value?: unknown;
  readonly effect?: unknown;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function tolerates(
  { key, operator = "Equal", value = "", effect }: Toleration,
  taint: NodePool["taints"][number],
): boolean {
  if (effect !== undefined && effect !== "" && effect !== taint.effect) return false;
  if (key === undefined || key === "") return operator === "Exists";
  return key === taint.key && (operator === "Exists" || value === taint.value);
}
