import { count } from "../../schema/count.ts";
import { isOpen } from "../../schema/model/node-pool.ts";
import { eksBestPractice } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePools, sizeOf } from "../facts/node-pools.ts";
import { defineRule } from "../rule.ts";

/** In production, the pools that any pod may come to survive the loss of a node. */
export const nodePoolMinSize = defineRule({
  id: "node-pool-min-size",
  title: "Pools for any pod have two nodes at least",
  group: "cluster",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "Where one node may be all there is, its loss or its next update stops every service at once, CoreDNS among them.",
  remediation: "Raise `size.min` to 2, and `size.max` to no less, or bind the pool to its services by a taint.",
  fixable: true,
  anchors: [eksBestPractice("Spread worker nodes and workloads across multiple AZs", "data-plane")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { minimum: 2 },
  check({ facts, parameters }) {
    return judgePools(facts.nodePools, (groups, { name }) => {
      if (!groups.some(isOpen)) return undefined;
      const { min, max } = sizeOf(groups);
      const seen = setTo("size.min", min);
      if (min >= parameters.minimum) return { proof: seen };
      return [
        {
          setting: ["size", "min"],
          key: "min",
          message: `pool "${name}" may have ${count(min, "node")} only`,
          expected: `at least ${parameters.minimum}`,
          actual: String(min),
          ...(max >= parameters.minimum && { fix: parameters.minimum }),
          seen,
        },
      ];
    });
  },
});
