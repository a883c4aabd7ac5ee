import { nsa, securityHub, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Containers cannot change their own files. */
export const podReadonlyRootfs = defineRule({
  id: "pod-readonly-rootfs",
  title: "Containers cannot write to their own file system",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "What cannot be written cannot be replaced: a foothold in a read-only container finds nowhere to put its tools, and nothing it does outlives the process.",
  remediation:
    "Leave `security.readOnlyRootFilesystem` at true and list the directories that the process writes to under `security.writablePaths`.",
  fixable: true,
  anchors: [
    nsa("C-0017"),
    securityHub("ECS.5"),
    tool("Checkov", "CKV_K8S_22"),
    tool("Trivy", "KSV-0014"),
    tool("kube-linter", "no-read-only-root-fs"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const written = spec.securityContext?.readOnlyRootFilesystem;
      const isReadOnly = knownFlag(graph, written ?? false);
      const seen = setTo("readOnlyRootFilesystem", written);
      if (isReadOnly === undefined) return { unknown: "whether its file system is read-only is known only at apply" };
      if (isReadOnly) return { proof: seen };
      return [
        {
          setting: ["security", "readOnlyRootFilesystem"],
          message: "can write to its own file system",
          expected: "readOnlyRootFilesystem true",
          actual: "writable",
          seen,
          fix: true,
        },
      ];
    });
  },
});
