import { tool } from "../anchors.ts";
import { addonNames } from "../facts/addon-names.ts";
import { judgePools, sizeOf } from "../facts/node-pools.ts";
import { defineRule } from "../rule.ts";

/** A pool that may grow has something that makes it grow. */
export const nodeAutoscalerPresent = defineRule({
  id: "node-autoscaler-present",
  title: "A pool that may grow has an autoscaler",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The largest size of a node group is only a limit: without an autoscaler nobody adds a node when pods wait for one, nor takes one away that nobody needs.",
  remediation: "Add `cluster-autoscaler: {}` to `cluster.addons`, or give the pool the same `min` and `max`.",
  anchors: [
    tool("hardeneks", "check_any_cluster_autoscaler_exists"),
    tool("hardeneks", "ensure_cluster_autoscaler_has_autodiscovery_mode"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    const hasAutoscaler = addonNames(graph).has("cluster-autoscaler");
    return judgePools(facts.nodePools, (groups, { name }) => {
      const { min, max } = sizeOf(groups);
      if (max <= min) return undefined;
      const steps = `${min} to ${max} nodes`;
      if (hasAutoscaler) return { proof: `${steps} → cluster-autoscaler` };
      return [
        {
          setting: ["size", "max"],
          key: "autoscaler",
          message: `pool "${name}" may have ${steps}, and nothing ever changes their number`,
          expected: "cluster-autoscaler",
          actual: "no autoscaler",
          seen: `${steps} → no autoscaler`,
        },
      ];
    });
  },
});
