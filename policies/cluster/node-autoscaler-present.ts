import { tool } from "../anchors.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A pool that may grow has something that makes it grow. */
export const nodeAutoscalerPresent = defineRule({
  id: "node-autoscaler-present",
  title: "A pool that may grow has an autoscaler",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "model",
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
  check({ model }) {
    const { nodePools, addons } = model.spec.cluster;
    return Object.entries(nodePools)
      .filter(([, { size }]) => size.max > size.min)
      .map(([name, { size }]): RuleResult => {
        const target = ["cluster", "nodePools", name];
        const steps = `pool ${name} → ${size.min} to ${size.max} nodes`;
        if (addons["cluster-autoscaler"])
          return { verdict: "compliant", target, evidence: [`${steps} → cluster-autoscaler`] };
        return {
          verdict: "not-compliant",
          target,
          path: [...target, "size", "max"],
          key: "autoscaler",
          message: `pool "${name}" may have ${size.min} to ${size.max} nodes, and nothing ever changes their number`,
          expected: "cluster-autoscaler",
          actual: "no autoscaler",
          evidence: [`${steps} → no autoscaler`],
        };
      });
  },
});
