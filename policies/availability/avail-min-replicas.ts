import { count } from "../../schema/count.ts";
import { tool } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { fewestReplicas } from "../facts/replicas.ts";
import { defineRule } from "../rule.ts";

/** What people reach keeps answering while one of its pods is gone. */
export const availMinReplicas = defineRule({
  id: "avail-min-replicas",
  title: "Services behind a route have two pods or more",
  group: "availability",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "With one pod every new version, every node that is replaced and every crash is an outage of the whole service.",
  remediation: "Set `replicas` or `scale.min` of the service to 2 or more.",
  fixable: true,
  anchors: [
    tool("kube-score", "deployment-replicas"),
    tool("Polaris", "deploymentMissingReplicas"),
    tool("hardeneks", "run_multiple_replicas"),
    tool("hardeneks", "avoid_running_singleton_pods"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { replicas: 2 },
  check({ model, graph, facts, parameters }) {
    const fewest = fewestReplicas(graph);
    const routed = new Set(
      Object.values(model.spec.routes).flatMap(({ listen, hosts }) => [
        ...Object.values(listen),
        ...Object.values(hosts ?? {}).flatMap(({ paths }) => Object.values(paths)),
      ]),
    );
    return judgePods(facts.pods, ({ target, isLongRunning, address }) => {
      if (target[0] !== "services" || !isLongRunning || !routed.has(String(target[1]))) return undefined;
      const replicas = fewest(address);
      if (replicas === undefined) return { unknown: "its replicas are known only at apply" };
      if (replicas >= parameters.replicas) return { proof: `at least ${count(replicas, "pod")} → behind a route` };
      const service = model.spec.services[String(target[1])];
      return [
        {
          setting: service?.scale ? ["scale", "min"] : ["replicas"],
          key: "",
          message: `may have ${replicas === 1 ? "one pod" : "no pod"} behind a route`,
          expected: `${count(parameters.replicas, "pod")} or more`,
          actual: String(replicas),
          fix: parameters.replicas,
          seen: `at least ${count(replicas, "pod")} → behind a route`,
        },
      ];
    });
  },
});
