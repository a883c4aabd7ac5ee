import { podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Containers see `/proc` with the parts hidden by which they could read or change their node. */
export const podProcMount = defineRule({
  id: "pod-proc-mount",
  title: "Containers see /proc with its usual masks",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "The runtime hides the parts of /proc that belong to the node, and makes others read-only. Unmasked, a container reads the kernel's memory map and writes the kernel's settings. Both Pod Security Standards refuse such a pod, so that its namespace never runs it.",
  remediation: "Remove the `procMount` under `overrides`.",
  anchors: [
    podSecurity("baseline", "/proc Mount Type"),
    tool("Trivy", "KSV-0027"),
    tool("kube-linter", "unsafe-proc-mount"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const written = spec.securityContext?.procMount;
      const type = knownText(graph, written ?? "Default");
      if (type === undefined) return { unknown: "how it sees /proc is known only at apply" };
      const seen = setTo("procMount", written);
      if (type === "Default") return { proof: seen };
      return [
        { setting: ["security"], message: "sees all of /proc", expected: "procMount Default", actual: type, seen },
      ];
    });
  },
});
