import { count } from "../../schema/count.ts";
import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known, show } from "../facts/known.ts";
import { fewestReplicas } from "../facts/replicas.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A new version arrives while the old one still answers, and without anybody's hand. */
export const availRollingUpdate = defineRule({
  id: "avail-rolling-update",
  title: "A new version takes over pod by pod",
  group: "availability",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Where every pod may go before the first new one is ready, each deployment is an outage, and a version that does not start is one without an end.",
  remediation:
    "Give a service with a GPU two `replicas` or more: its pods are replaced one after the other, because there may be no GPU for one more. Remove an entry under `overrides` that sets another strategy.",
  anchors: [tool("kube-score", "deployment-strategy"), tool("kube-linter", "no-rolling-update-strategy")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    const fewest = fewestReplicas(graph);
    return [
      ...judgeNodes(graph.objects("Deployment"), (node) => judgeDeployment(graph, node, fewest)),
      ...judgeNodes(graph.objects("StatefulSet"), (node) => judgeStatefulSet(graph, node)),
    ];
  },
});

/** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment: a quarter when absent. */
function judgeDeployment(
  graph: ResourceGraph,
  deployment: KubernetesNode<"Deployment">,
  fewest: (workload: Address) => number | undefined,
): NodeVerdict {
  const { type = "RollingUpdate", rollingUpdate } = deployment.object.spec?.strategy ?? {};
  if (type !== "RollingUpdate") return [strategyFault(deployment, show(type))];
  const replicas = fewest(deployment.address);
  const written = known(graph, rollingUpdate?.maxUnavailable ?? "25%");
  if (replicas === undefined || written === undefined) return { unknown: "how many pods go is known only at apply" };
  const gone = typeof written === "number" ? written : share(String(written), replicas);
  if (replicas === 0) return { proof: "no pods" };
  if (gone < replicas) return { proof: `${count(replicas, "pod")}, of which ${gone} may be gone` };
  return [
    {
      setting: ["replicas"],
      key: `${label(deployment)}:all`,
      message: `each deployment of ${label(deployment)} takes ${replicas === 1 ? "its only pod" : `all ${replicas} pods`} away first`,
      expected: "fewer pods gone than there are",
      actual: `${gone} of ${replicas} may be gone`,
    },
  ];
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions: what is below one stays as it is. */
function judgeStatefulSet(graph: ResourceGraph, node: KubernetesNode<"StatefulSet">): NodeVerdict {
  const { type = "RollingUpdate", rollingUpdate } = node.object.spec?.updateStrategy ?? {};
  if (type !== "RollingUpdate") return [strategyFault(node, show(type))];
  const partition = known(graph, rollingUpdate?.partition ?? 0);
  if (partition === undefined) return { unknown: "how many of its pods are updated is known only at apply" };
  const seen = `RollingUpdate, ${setTo("partition", rollingUpdate?.partition)}`;
  if (Number(partition) === 0) return { proof: seen };
  return [
    {
      key: `${node.name}:partition`,
      message: `StatefulSet "${node.name}" gives no new version to pods with a number below ${partition}`,
      expected: "every pod updated",
      actual: `partition ${partition}`,
      seen,
    },
  ];
}

function strategyFault({ name, type }: { readonly name: string; readonly type: string }, strategy: string) {
  return {
    key: `${name}:strategy`,
    message: `${type} "${name}" is updated by the strategy "${strategy}"`,
    expected: "RollingUpdate",
    actual: strategy,
  };
}

/** A percentage of what may be gone rounds down. */
function share(written: string, replicas: number): number {
  return written.endsWith("%") ? Math.floor((Number(written.slice(0, -1)) / 100) * replicas) : Number(written);
}
