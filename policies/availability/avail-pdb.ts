import { count } from "../../schema/count.ts";
import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { eksBestPractice, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { knownText } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { fewestReplicas } from "../facts/replicas.ts";
import { indexSelectors } from "../facts/selectors.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Replacing nodes never takes a whole service down, and is never blocked by it either. */
export const availPdb = defineRule({
  id: "avail-pdb",
  title: "Replicated services have a disruption budget that lets nodes go",
  group: "availability",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "Without a budget an upgrade may drain every node of a service at once. With one that allows no eviction the upgrade never ends, and EKS gives up on the node group.",
  remediation: "Set `disruption.maxUnavailable` to at least 1.",
  fixable: true,
  anchors: [
    eksBestPractice("Configure Pod Disruption Budgets", "application"),
    tool("kube-score", "deployment-has-poddisruptionbudget"),
    tool("kube-linter", "pdb-max-unavailable"),
    tool("kube-linter", "pdb-min-available"),
    tool("Polaris", "missingPodDisruptionBudget"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const fewest = fewestReplicas(graph);
    const budgets = indexSelectors(
      // A budget without a selector is one of no pod; with an empty one it is one of all.
      graph
        .objects("PodDisruptionBudget")
        .filter(({ object }) => object.spec?.selector !== undefined)
        .map((budget) => ({
          namespace: objectName(budget).namespace,
          selector: budget.object.spec?.selector,
          value: budget,
        })),
    );
    return facts.pods
      .filter(({ isLongRunning }) => isLongRunning)
      .map((pod) => judge(graph, pod, fewest(pod.address), budgets(pod.namespace, pod.labels)));
  },
});

type Budget = KubernetesNode<"PodDisruptionBudget">;

function judge(
  graph: ResourceGraph,
  pod: PodTemplate,
  replicas: number | undefined,
  budgets: readonly Budget[],
): RuleResult {
  const { target, address: resource } = pod;
  if (replicas === undefined)
    return { verdict: "not-evaluated", target, reason: "its replicas are known only at apply", resource };
  const pods = count(replicas, "pod");
  if (replicas === 0 || (replicas === 1 && budgets.length === 0))
    return { verdict: "compliant", target, evidence: [`${pod.name} → ${pods}: nothing to keep`], resource };
  const fault = (key: string, message: string, actual: string, judged = resource): NotCompliant => ({
    verdict: "not-compliant",
    target,
    path: [...target, "disruption", "maxUnavailable"],
    key: `${pod.name}:${key}`,
    message: `${pod.name} ${message}`,
    expected: "a budget that allows at least one eviction",
    actual,
    ...(key === "blocks" && { fix: 1 }),
    evidence: [[pod.name, pods, ...budgets.map(describe), actual].join(" → ")],
    resource: judged,
  });
  const [budget, ...others] = budgets;
  if (!budget) return fault("missing", "has no disruption budget", "no budget");
  if (others.length > 0)
    return fault("several", "has several disruption budgets, with which Kubernetes evicts nothing", "several budgets");
  const evictions = allowedEvictions(graph, budget, replicas);
  if (evictions === undefined)
    return { verdict: "not-evaluated", target, reason: "its budget is known only at apply", resource };
  if (!(evictions >= 1)) return fault("blocks", "cannot be moved off a node", "no eviction allowed", budget.address);
  return {
    verdict: "compliant",
    target,
    evidence: [`${pod.name} → ${pods} → ${describe(budget)} → ${evictions} may go`],
    resource,
  };
}

/** `budget shop.api: maxUnavailable = 1`. */
function describe({ name, object: { spec } }: Budget): string {
  const [bound = "no bound"] = (["maxUnavailable", "minAvailable"] as const).flatMap((key) =>
    spec?.[key] === undefined ? [] : [setTo(key, spec[key])],
  );
  return `budget ${name}: ${bound}`;
}

/** https://kubernetes.io/docs/tasks/run-application/configure-pdb/: a percentage rounds up, whichever of the two it is. */
function allowedEvictions(graph: ResourceGraph, { object: { spec } }: Budget, replicas: number): number | undefined {
  const { maxUnavailable, minAvailable } = spec ?? {};
  if (maxUnavailable !== undefined) return podsOf(graph, maxUnavailable, replicas);
  const kept = minAvailable === undefined ? 0 : podsOf(graph, minAvailable, replicas);
  return kept === undefined ? undefined : replicas - kept;
}

/** A number of pods, or a share of all. */
function podsOf(graph: ResourceGraph, amount: unknown, replicas: number): number | undefined {
  const text = knownText(graph, amount);
  if (text === undefined) return undefined;
  return text.endsWith("%") ? Math.ceil((Number(text.slice(0, -1)) / 100) * replicas) : Number(text);
}
