import { nsa, tool } from "../anchors.ts";
import { amountOf } from "../facts/amount-of.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/**
 * No container takes more CPU than it was given. Contested, so a pack turns it on: a limit makes a latency that can be
 * told in advance, and throttles a container while its node has nothing else to do.
 */
export const podCpuLimit = defineRule({
  id: "pod-cpu-limit",
  title: "Every container has a CPU limit",
  group: "workload",
  severity: "info",
  profile: "optional",
  stage: "graph",
  rationale:
    "Where several teams share nodes and pay by their requests, a container without a limit takes what the others left, and misses it on the day that they come back for it.",
  remediation: "Set `resources.limits.cpu`.",
  anchors: [nsa("C-0270"), tool("Checkov", "CKV_K8S_11"), tool("Trivy", "KSV-0011")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const limit = spec.resources?.limits?.["cpu"];
      const amount = amountOf(graph, limit);
      if (amount === undefined) return { unknown: "its CPU limit is known only at apply" };
      const seen = setTo("limits.cpu", limit);
      if (amount > 0) return { proof: seen };
      return [
        {
          setting: ["resources", "limits"],
          message: "has no CPU limit",
          expected: "a limit",
          actual: limit === undefined ? "none" : show(limit),
          seen,
        },
      ];
    });
  },
});
