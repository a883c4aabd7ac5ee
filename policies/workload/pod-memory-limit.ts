import { nsa, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
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
  check({ facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const limits = spec.resources?.limits;
      const seen = setTo("limits.memory", limits?.["memory"]);
      if (limits?.["memory"] !== undefined) return { proof: seen };
      return [
        {
          setting: ["resources", "limits"],
          message: "has no memory limit",
          expected: "a limit",
          actual: "none",
          seen,
        },
      ];
    });
  },
});
