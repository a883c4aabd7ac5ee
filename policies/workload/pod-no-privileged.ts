import { cisEks, nsa, podSecurity, securityHub, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No container is root on its node. */
export const podNoPrivileged = defineRule({
  id: "pod-no-privileged",
  title: "No container is privileged",
  group: "workload",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A privileged container has every device and capability of its node: whoever takes it over owns the node, and every other pod on it.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    podSecurity("baseline", "Privileged Containers"),
    cisEks("4.2.1"),
    nsa("C-0057"),
    securityHub("ECS.4"),
    tool("Checkov", "CKV_K8S_16"),
    tool("Trivy", "KSV-0017"),
    tool("kube-linter", "privileged-container"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const written = spec.securityContext?.privileged;
      const isPrivileged = knownFlag(graph, written ?? false);
      if (isPrivileged === undefined) return { unknown: "whether it is privileged is known only at apply" };
      if (!isPrivileged) return { proof: setTo("privileged", written) };
      return [
        { setting: ["security"], message: "is privileged", expected: "no privileges", actual: "privileged = true" },
      ];
    });
  },
});
