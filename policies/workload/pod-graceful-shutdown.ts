import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { eksBestPractice, kubernetesDocs } from "../anchors.ts";
import { balancedPods } from "../facts/balanced-pods.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { known } from "../facts/known.ts";
import type { ContainerSpec } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/**
 * A pod behind a load balancer waits until nothing new arrives, and then still has time for what it has begun. A delay
 * of deregistration beyond that does no harm: the target has nothing left to do.
 */
export const podGracefulShutdown = defineRule({
  id: "pod-graceful-shutdown",
  title: "Pods behind a load balancer end their requests before they end",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A load balancer learns some seconds late that a pod leaves, and sends it requests until then. A process that ends at once fails them, with every deployment and every node that is replaced.",
  remediation:
    "Set `gracePeriod` of the service to the time that its longest request takes. The wait before it is always there; remove an entry under `overrides` that takes it away.",
  anchors: [
    eksBestPractice("Gracefully shutdown applications", "application"),
    kubernetesDocs("Pod termination", "concepts/workloads/pods/pod-lifecycle/#pod-termination"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const balanced = new Map(balancedPods(graph, facts.pods).map((each) => [each.pod.address, each]));
    const behind = facts.pods.filter(({ address }) => balanced.has(address));
    return judgeContainers(behind, ({ role, spec }, pod) => {
      // Sidecars end after the service's own container, whose wait is therefore theirs.
      if (role !== "main") return undefined;
      const balancers = balanced.get(pod.address)?.balancers.join(", ") ?? "";
      const grace = known(graph, pod.spec.terminationGracePeriodSeconds ?? 30);
      const wait = waitOf(graph, spec);
      if (wait === undefined || typeof grace !== "number") return { unknown: "how long it waits is not in the graph" };
      if (wait === 0)
        return [
          {
            setting: ["gracePeriod"],
            key: "wait",
            message: `is told to end while ${balancers} still sends it requests`,
            expected: "a wait before it is told to end",
            actual: "no wait",
          },
        ];
      if (grace > wait) return { proof: `waits ${wait} seconds for ${balancers} → has ${grace} seconds to end` };
      return [
        {
          setting: ["gracePeriod"],
          key: "grace",
          message: `has no time left to end its requests, after it has waited for ${balancers}`,
          expected: `more than ${wait} seconds`,
          actual: `${grace} seconds, of which it waits ${wait}`,
        },
      ];
    });
  },
});

interface PreStop {
  readonly sleep?: { readonly seconds?: unknown };
}

/** For how many seconds a container goes on before it is told to end; `undefined` when only a command knows. */
function waitOf(graph: ResourceGraph, { lifecycle }: ContainerSpec): number | undefined {
  const preStop = lifecycle?.preStop as PreStop | undefined;
  if (!preStop) return 0;
  const seconds = known(graph, preStop.sleep?.seconds);
  return typeof seconds === "number" ? seconds : undefined;
}
