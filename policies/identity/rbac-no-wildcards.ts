import { cisEks, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { defineRule } from "../rule.ts";

const parts = ["apiGroups", "resources", "verbs"] as const;

/** A role names what it allows: no wildcard stands for all, nor for one subresource of all. */
export const rbacNoWildcards = defineRule({
  id: "rbac-no-wildcards",
  title: "Kubernetes roles name what they allow",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale: "`*` includes secrets, shells in every pod, and every resource that an operator adds next year.",
  remediation: "Roles follow from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.1.3"),
    tool("Checkov", "CKV_K8S_49"),
    tool("Trivy", "KSV-0044"),
    tool("Trivy", "KSV-0045"),
    tool("Trivy", "KSV-0046"),
    tool("kube-linter", "wildcard-in-rules"),
    tool("hardeneks", "restrict_wildcard_for_roles"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ facts }) {
    const rulesOf = new Map(facts.kubernetesRoles.map(({ node, rules }) => [node.address, rules]));
    return judgeNodes(
      facts.kubernetesRoles.map(({ node }) => node),
      ({ name, address, origin }) => {
        const rules = rulesOf.get(address);
        if (!rules) return { unknown: "the rules of a role are known only at apply" };
        const wide = parts.flatMap((part) => {
          const patterns = [...new Set(rules.flatMap((rule) => rule[part].filter((each) => each.includes("*"))))];
          return patterns.length > 0 ? [{ part, patterns: `${part}: ${patterns.join(", ")}` }] : [];
        });
        if (wide.length === 0)
          return {
            proof: rules.map(({ verbs, resources }) => `${verbs.join(", ")} ${resources.join(", ")}`).join("; "),
          };
        const names = wide.map(({ part }) => part);
        return [
          {
            setting: origin.slice(2),
            key: `${name}:${names.join("+")}`,
            message: `role "${name}" does not name its ${names.join(" and ")}`,
            expected: `named ${names.join(" and ")}`,
            actual: wide.map(({ patterns }) => patterns).join("; "),
          },
        ];
      },
    );
  },
});
