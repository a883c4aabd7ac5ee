import { tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { defineRule } from "../rule.ts";

/** Every container says how much CPU and memory it needs. */
export const podRequests = defineRule({
  id: "pod-requests",
  title: "Containers request CPU and memory",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "The scheduler places pods by their requests. A container without them counts as nothing, lands on a full node, and is the first to be starved or evicted; an autoscaler cannot compute its use.",
  remediation: "Set `resources.cpu` and `resources.memory`, or leave out both keys, which gives them defaults.",
  anchors: [
    tool("Checkov", "CKV_K8S_10"),
    tool("Checkov", "CKV_K8S_13"),
    tool("Trivy", "KSV-0015"),
    tool("Trivy", "KSV-0016"),
    tool("kube-linter", "unset-cpu-requirements"),
    tool("Polaris", "cpuRequestsMissing"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { resources: ["cpu", "memory"] },
  check({ facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const { requests = {}, limits = {} } = (spec.resources ?? {}) as Readonly<
        Record<string, Record<string, unknown>>
      >;
      // Kubernetes takes a limit as the request where only the limit is given.
      const asked = parameters.resources.map((name) => ({ name, amount: requests[name] ?? limits[name] }));
      const missing = asked.filter(({ amount }) => amount === undefined).map(({ name }) => name);
      const seen = asked.map(({ name, amount }) => setTo(`requests.${name}`, amount)).join(", ");
      if (missing.length === 0) return { proof: seen };
      return missing.map((resource) => ({
        setting: ["resources", resource],
        key: resource,
        message: `does not say how much ${resource} it needs`,
        expected: `a ${resource} request`,
        actual: "none",
        seen,
      }));
    });
  },
});
