import type { Report } from "../../fault.ts";
import type { Affinity, NodeSelectorTerm, PodAffinityTerm } from "../../kinds.ts";
import { checkQualifiedName } from "../names.ts";
import { checkRange } from "../numbers.ts";
import { checkSelector } from "../selector.ts";

const help = "see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity";

/** Reports wishes about nodes and neighbours that Kubernetes refuses. */
export function checkAffinity(affinity: Affinity, at: string, report: Report): void {
  const { nodeAffinity } = affinity;
  const required = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const place = `${at}.nodeAffinity`;
  if (required?.length === 0)
    report(`${place}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, "must not be empty", help);
  required?.forEach((term, index) => {
    const list = `${place}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    checkNodeTerm(term, `${list}[${index}]`, report);
  });
  nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight, preference }, index) => {
    const item = `${place}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
    checkRange(weight, 1, 100, `${item}.weight`, report);
    checkNodeTerm(preference, `${item}.preference`, report);
  });
  for (const field of ["podAffinity", "podAntiAffinity"] as const) {
    affinity[field]?.requiredDuringSchedulingIgnoredDuringExecution?.forEach((term, index) => {
      checkPodTerm(term, `${at}.${field}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`, report);
    });
    affinity[field]?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight, podAffinityTerm }, index) => {
      const item = `${at}.${field}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      checkRange(weight, 1, 100, `${item}.weight`, report);
      checkPodTerm(podAffinityTerm, `${item}.podAffinityTerm`, report);
    });
  }
}

function checkPodTerm(term: PodAffinityTerm, at: string, report: Report): void {
  if (term.topologyKey === "") report(`${at}.topologyKey`, "must not be empty", help);
  else checkQualifiedName(term.topologyKey, `${at}.topologyKey`, report);
  checkSelector(term.labelSelector, `${at}.labelSelector`, report);
  checkSelector(term.namespaceSelector, `${at}.namespaceSelector`, report);
}

/** How many values each operator takes, at least and at most. */
const valueCounts: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["DoesNotExist", [0, 0]],
  ["Exists", [0, 0]],
  ["Gt", [1, 1]],
  ["In", [1, Number.POSITIVE_INFINITY]],
  ["Lt", [1, 1]],
  ["NotIn", [1, Number.POSITIVE_INFINITY]],
]);

function checkNodeTerm(term: NodeSelectorTerm, at: string, report: Report): void {
  term.matchExpressions?.forEach(({ key, operator, values = [] }, index) => {
    const place = `${at}.matchExpressions[${index}]`;
    checkQualifiedName(key, `${place}.key`, report);
    const counts = valueCounts.get(operator);
    if (!counts) report(`${place}.operator`, `"${operator}" is not known`, help);
    else if (values.length < counts[0] || values.length > counts[1])
      report(`${place}.values`, `has ${values.length} values, which the operator "${operator}" does not take`, help);
    else if ((operator === "Gt" || operator === "Lt") && !/^-?\d+$/.test(values[0] ?? ""))
      report(`${place}.values[0]`, `must be a whole number for the operator "${operator}"`, help);
  });
}
