import { nsa, tool } from "../anchors.ts";
import { amountOf } from "../facts/amount-of.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** A leak ends with the container that has it. */
export const podMemoryLimit = defineRule({
  id: "pod-memory-limit",
  title: "Every container has a memory limit",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Memory cannot be taken back. A container that leaks without a limit takes its node's, until the kernel kills whatever else runs there.",
  remediation: "Set `resources.limits.memory`, or leave it out: it is then the request.",
  anchors: [nsa("C-0271"), tool("Checkov", "CKV_K8S_12"), tool("Trivy", "KSV-0018")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const limit = spec.resources?.limits?.["memory"];
      const amount = amountOf(graph, limit);
      if (amount === undefined) return { unknown: "its memory limit is known only at apply" };
      const seen = setTo("limits.memory", limit);
      if (amount > 0) return { proof: seen };
      return [
        {
          setting: ["resources", "limits"],
          message: "has no memory limit",
          expected: "a limit",
          actual: limit === undefined ? "none" : show(limit),
          seen,
        },
      ];
    });
  },
});
