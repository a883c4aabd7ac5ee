import { cisEks, nsa, podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** A process never gains more rights than it was started with. */
export const podNoPrivilegeEscalation = defineRule({
  id: "pod-no-privilege-escalation",
  title: "No process gains rights that its container was not given",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Unless it is said otherwise a process may gain rights by a set-user-id program of the image, such as `su`, and become root in its container.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    podSecurity("restricted", "Privilege Escalation"),
    cisEks("4.2.5"),
    nsa("C-0016"),
    tool("Checkov", "CKV_K8S_20"),
    tool("Trivy", "KSV-0001"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      // Absent means allowed.
      const written = spec.securityContext?.allowPrivilegeEscalation;
      const isAllowed = knownFlag(graph, written ?? true);
      const seen = setTo("allowPrivilegeEscalation", written);
      if (isAllowed === undefined) return { unknown: "whether its processes can gain rights is known only at apply" };
      if (!isAllowed) return { proof: seen };
      return [
        {
          setting: ["security"],
          message: "can gain rights",
          expected: "allowPrivilegeEscalation false",
          actual: "allowed",
          seen,
        },
      ];
    });
  },
});
