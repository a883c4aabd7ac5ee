import { tool } from "../anchors.ts";
import { amountOf } from "../facts/amount-of.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { show } from "../facts/known.ts";
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
  check({ graph, facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const { requests = {}, limits = {} } = (spec.resources ?? {}) as Readonly<
        Record<string, Record<string, unknown>>
      >;
      // Kubernetes takes a limit as the request where only the limit is given.
      const asked = parameters.resources.map((name) => ({ name, written: requests[name] ?? limits[name] }));
      const amounts = asked.map((each) => ({ ...each, amount: amountOf(graph, each.written) }));
      const missing = amounts.filter(({ amount }) => amount === 0);
      const seen = asked.map(({ name, written }) => setTo(`requests.${name}`, written)).join(", ");
      if (missing.length > 0)
        return missing.map(({ name, written }) => ({
          setting: ["resources", name],
          key: name,
          message: `does not say how much ${name} it needs`,
          expected: `a ${name} request`,
          actual: written === undefined ? "none" : show(written),
          seen,
        }));
      if (amounts.some(({ amount }) => amount === undefined))
        return { unknown: "what it requests is known only at apply" };
      return { proof: seen };
    });
  },
});
