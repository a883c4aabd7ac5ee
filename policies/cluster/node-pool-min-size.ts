import { isOpen } from "../../schema/model/node-pool.ts";
import { eksBestPractice } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** In production, the pools that any pod may come to survive the loss of a node. */
export const nodePoolMinSize = defineRule({
  id: "node-pool-min-size",
  title: "Pools for any pod have two nodes at least",
  group: "cluster",
  severity: "medium",
  profile: "prod",
  stage: "model",
  rationale:
    "Where one node may be all there is, its loss or its next update stops every service at once, CoreDNS among them.",
  remediation: "Raise `size.min` to 2 and `size.max` above it, or bind the pool to its services by a taint.",
  fixable: true,
  anchors: [eksBestPractice("Spread worker nodes and workloads across multiple AZs", "data-plane")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { minimum: 2 },
  check({ model, parameters }) {
    const { nodePools } = model.spec.cluster;
    return Object.entries(nodePools)
      .filter(([, pool]) => isOpen(pool))
      .map(([name, { size }]): RuleResult => {
        const target = ["cluster", "nodePools", name];
        const evidence = [`pool ${name} → ${setTo("size.min", size.min)}`];
        if (size.min >= parameters.minimum) return { verdict: "compliant", target, evidence };
        return {
          verdict: "not-compliant",
          target,
          path: [...target, "size", "min"],
          key: "min",
          message: `pool "${name}" may have ${size.min} node${size.min === 1 ? "" : "s"} only`,
          expected: `at least ${parameters.minimum}`,
          actual: String(size.min),
          fix: parameters.minimum,
          evidence,
        };
      });
  },
});
