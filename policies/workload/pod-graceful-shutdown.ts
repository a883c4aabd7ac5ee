import { count } from "../../schema/count.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { eksBestPractice, kubernetesDocs } from "../anchors.ts";
import { type Balancer, balancedPods } from "../facts/balanced-pods.ts";
import { type ContainerVerdict, judgeContainers } from "../facts/judge-containers.ts";
import { known, knownText } from "../facts/known.ts";
import type { ContainerSpec } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/**
 * A pod behind a load balancer waits until nothing new arrives, and then still has time for what it has begun: as long
 * as its load balancer is told to wait for that. Both begin when the pod is told to leave.
 * https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html
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
    const balanced = new Map(balancedPods(graph, facts.pods).map((each) => [each.pod.address, each.balancers]));
    const behind = facts.pods.filter(({ address }) => balanced.has(address));
    return judgeContainers(behind, ({ role, spec }, pod) => {
      // Sidecars end after the service's own container, whose wait is therefore theirs.
      if (role !== "main") return undefined;
      const grace = known(graph, pod.spec.terminationGracePeriodSeconds ?? 30);
      const wait = waitOf(graph, spec);
      if (wait === undefined || typeof grace !== "number") return { unknown: "how long it waits is not in the graph" };
      const delays = (balanced.get(pod.address) ?? []).map((balancer) => delayOf(graph, balancer));
      return judge({ wait, grace, delays });
    });
  },
});

/** How a pod ends, in seconds. */
interface Ending {
  readonly wait: number;
  readonly grace: number;
  readonly delays: readonly Delay[];
}

/** How long a load balancer waits for requests under way. */
interface Delay {
  readonly balancer: string;
  /** 0 where nobody says it, since nobody counts on ELB's own 300; `undefined` when it is known only at apply. */
  readonly seconds: number | undefined;
}

function judge({ wait, grace, delays }: Ending): ContainerVerdict {
  const balancers = [...new Set(delays.map(({ balancer }) => balancer))].join(", ");
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
  if (grace <= wait)
    return [
      {
        setting: ["gracePeriod"],
        key: "grace",
        message: `has no time left to end its requests, after it has waited for ${balancers}`,
        expected: `more than ${count(wait, "second")}`,
        actual: `${count(grace, "second")}, of which it waits ${wait}`,
      },
    ];
  const longer = delays.find(({ seconds = 0 }) => seconds > grace);
  if (longer)
    return [
      {
        setting: ["gracePeriod"],
        key: "delay",
        message: `is killed before ${longer.balancer} gives up on its requests`,
        expected: `as long as the deregistration delay of ${longer.seconds} seconds`,
        actual: `${count(grace, "second")} of a deregistration delay of ${longer.seconds}`,
      },
    ];
  if (delays.some(({ seconds }) => seconds === undefined))
    return { unknown: "how long its load balancer waits is known only at apply" };
  return { proof: `waits ${count(wait, "second")} for ${balancers} → has ${count(grace, "second")} to end` };
}

function delayOf(graph: ResourceGraph, { name: balancer, targetAttributes }: Balancer): Delay {
  const text = knownText(graph, targetAttributes ?? "");
  if (text === undefined) return { balancer, seconds: undefined };
  const [, seconds = 0] = /(?:^|,)\s*deregistration_delay\.timeout_seconds\s*=\s*(\d+)/.exec(text) ?? [];
  return { balancer, seconds: Number(seconds) };
}

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
