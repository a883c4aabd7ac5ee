import { cisEks, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Each service is somebody to the Kubernetes API. */
export const podDedicatedServiceAccount = defineRule({
  id: "pod-dedicated-service-account",
  title: "No pod runs as the default service account",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Whatever is granted to the default service account is granted to every pod of the namespace that names none, today's and tomorrow's.",
  remediation: "Every service gets a service account, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.1.5"),
    cisEks("5.2.1"),
    tool("Checkov", "CKV_K8S_41"),
    tool("Checkov", "CKV_K8S_42"),
    tool("kube-linter", "default-service-account"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    return judgePods(facts.pods, ({ spec, namespace }) => {
      const account = knownText(graph, spec.serviceAccountName ?? "default");
      if (account === undefined) return { unknown: "its service account is known only at apply" };
      if (account !== "default") return { proof: setTo("serviceAccountName", account) };
      return [
        {
          key: "",
          message: `runs as the default service account of "${namespace}"`,
          expected: "a service account of its own",
          actual: "default",
          seen: setTo("serviceAccountName", spec.serviceAccountName),
        },
      ];
    });
  },
});
