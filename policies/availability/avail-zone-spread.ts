import { tool } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, show } from "../facts/known.ts";
import { fewestReplicas } from "../facts/replicas.ts";
import { defineRule } from "../rule.ts";

/** The pods of a service are not all in one place. */
export const availZoneSpread = defineRule({
  id: "avail-zone-spread",
  title: "Pods of a service are spread over zones and nodes",
  group: "availability",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "The scheduler fills nodes as it finds them. Unless it is asked to spread them, all pods of a service can be on one node, and go with it.",
  remediation: "Every service is spread, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("kube-score", "pod-topology-spread-constraints"),
    tool("kube-linter", "no-anti-affinity"),
    tool("Polaris", "topologySpreadConstraint"),
    tool("hardeneks", "schedule_replicas_across_nodes"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { keys: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"] },
  check({ graph, facts, parameters }) {
    const fewest = fewestReplicas(graph);
    return judgePods(facts.pods, ({ spec, isLongRunning, address }) => {
      if (!isLongRunning || (fewest(address) ?? 2) < 2) return undefined;
      const constraints = items<{ topologyKey?: unknown }>(spec.topologySpreadConstraints);
      if (!constraints) return { unknown: "how its pods are spread is known only at apply" };
      const spread = new Set(constraints.map(({ topologyKey }) => show(topologyKey)));
      const missing = parameters.keys.filter((key) => !spread.has(key));
      if (missing.length === 0) return { proof: `topologySpreadConstraints: ${[...spread].join(", ")}` };
      return missing.map((key) => ({
        key,
        message: `may have all its pods in one place`,
        expected: `a spread over ${key}`,
        actual: [...spread].join(", ") || "no spread",
        seen: `topologySpreadConstraints: ${[...spread].join(", ") || "none"}`,
      }));
    });
  },
});
