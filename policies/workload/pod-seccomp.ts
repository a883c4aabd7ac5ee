import { nsa, podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Containers make only the system calls that programs need. */
export const podSeccomp = defineRule({
  id: "pod-seccomp",
  title: "System calls are filtered",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Most ways out of a container go through a system call that hardly any program needs. The runtime's own filter stops them and costs nothing, but Kubernetes leaves it off unless it is asked for.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    podSecurity("baseline", "Seccomp"),
    podSecurity("restricted", "Seccomp"),
    nsa("C-0055"),
    tool("Checkov", "CKV_K8S_31"),
    tool("Trivy", "KSV-0030"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { profiles: ["RuntimeDefault", "Localhost"] },
  check({ graph, facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec }, pod) => {
      const written = spec.securityContext?.seccompProfile ?? pod.spec.securityContext?.seccompProfile;
      const profile = knownText(graph, written?.type ?? "Unconfined");
      if (profile === undefined) return { unknown: "its filter of system calls is known only at apply" };
      const seen = setTo("seccompProfile.type", written?.type);
      if (parameters.profiles.includes(profile)) return { proof: seen };
      return [
        {
          setting: ["security"],
          message: "may make any system call",
          expected: parameters.profiles.join(" or "),
          actual: profile,
          seen,
        },
      ];
    });
  },
});
