import { cisEks, tool } from "../anchors.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Services live in namespaces of their own, not where everything lands that names none. */
export const podNamespaceNotDefault = defineRule({
  id: "pod-namespace-not-default",
  title: "Nothing runs in the default or system namespaces",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Access, quotas and network policies are set by namespace. In `default` a service shares them with whatever anybody forgot to place, and in `kube-system` with what runs the cluster.",
  remediation: "Give the service a `namespace`, or leave it out: it is then the system's own.",
  anchors: [
    cisEks("4.5.1"),
    cisEks("4.5.2"),
    tool("Checkov", "CKV_K8S_21"),
    tool("Trivy", "KSV-0110"),
    tool("Trivy", "KSV-0037"),
    tool("kube-linter", "use-namespace"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { namespaces: ["default", "kube-node-lease", "kube-public", "kube-system"] },
  check({ facts, parameters }) {
    return facts.pods.map(({ name, namespace, target, address: resource }): RuleResult => {
      const evidence = [`${name} → namespace ${namespace}`];
      if (!parameters.namespaces.includes(namespace)) return { verdict: "compliant", target, evidence, resource };
      return {
        verdict: "not-compliant",
        target,
        path: [...target, "namespace"],
        key: name,
        message: `${name} is in the namespace "${namespace}"`,
        expected: "a namespace of the system's own",
        actual: namespace,
        evidence,
        resource,
      };
    });
  },
});
