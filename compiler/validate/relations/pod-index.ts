import type { CheckedKind, LabelSelector, PodSpec, PodTemplate } from "../kinds.ts";
import type { Labels } from "../rules/labels.ts";
import { selects } from "../rules/selector.ts";
import type { Placed } from "./inventory.ts";

/** The pods that one workload makes: they are all alike. */
export interface PodSet {
  readonly owner: Placed;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** The field of the owner that holds the pods' spec. */
  readonly at: string;
}

interface TemplateOwner {
  readonly spec?: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec?: { readonly template: PodTemplate } };
  };
}

const workloads: readonly CheckedKind[] = ["CronJob", "Deployment", "Job", "StatefulSet"];

/** The pods that an object makes, if it makes any. */
export function podSetOf(owner: Placed): PodSet | undefined {
  if (!workloads.includes(owner.kind)) return undefined;
  const { spec } = owner.object as TemplateOwner;
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  if (!template?.spec) return undefined;
  const at = spec?.template ? "spec.template.spec" : "spec.jobTemplate.spec.template.spec";
  return { owner, labels: template.metadata?.labels ?? {}, spec: template.spec, at };
}

/**
 * Finds the pods that a selector chooses. Of the labels that it asks for, the one that the fewest pods have is looked
 * up, so that a label that all pods share costs nothing.
 */
export function createPodIndex(
  podSets: readonly PodSet[],
): (namespace: string, selector: LabelSelector) => readonly PodSet[] {
  const byNamespace = new Map<string, PodSet[]>();
  const byLabel = new Map<string, PodSet[]>();
  for (const podSet of podSets) {
    const { namespace } = podSet.owner;
    append(byNamespace, namespace, podSet);
    for (const key in podSet.labels) append(byLabel, `${namespace} ${key}=${podSet.labels[key]}`, podSet);
  }
  return (namespace, selector) => {
    let fewest: readonly PodSet[] = byNamespace.get(namespace) ?? [];
    for (const key in selector.matchLabels) {
      const candidates = byLabel.get(`${namespace} ${key}=${selector.matchLabels[key]}`) ?? [];
      if (candidates.length < fewest.length) fewest = candidates;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  };
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
