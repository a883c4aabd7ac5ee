import { groupBy } from "../../schema/group-by.ts";
import { tool } from "../anchors.ts";
import type { AddonIdentity } from "../facts/role-bindings.ts";
import { nodeRoles } from "../facts/role-bindings.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Each controller that calls AWS does so with a role that is its alone. */
export const iamAddonOwnRole = defineRule({
  id: "iam-addon-own-role",
  title: "Add-ons that call AWS have roles of their own",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A load balancer controller, an autoscaler and a volume driver change what the whole system stands on. With one role between them, or the node's, whoever takes one has the rights of all.",
  remediation: "Every add-on gets a role of its own, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("hardeneks", "use_separate_iam_role_for_cluster_autoscaler"),
    {
      control: "EKS best practices: Use one IAM role per application",
      url: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
    },
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {
    addons: [
      "amazon-cloudwatch-observability",
      "aws-ebs-csi-driver",
      "aws-efs-csi-driver",
      "aws-load-balancer-controller",
      "cluster-autoscaler",
      "external-dns",
      "karpenter",
    ],
  },
  check({ graph, facts, parameters }) {
    const ofNodes = nodeRoles(graph);
    const users = groupBy(facts.addonIdentities, ({ role }) => role);
    return facts.addonIdentities
      .filter(({ name }) => parameters.addons.includes(name))
      .map((addon): RuleResult => {
        const { target, address: resource, role, hasRole, name } = addon;
        if (!hasRole) return fault(addon, "role", "has no role of its own", "no role");
        if (!role)
          return { verdict: "not-evaluated", target, reason: `the role of "${name}" is not in the graph`, resource };
        if (ofNodes.has(role)) return fault(addon, "node-role", "acts with the role of the nodes", role);
        const others = (users.get(role) ?? []).filter((user) => user !== addon).map((user) => `"${user.name}"`);
        if (others.length > 0) return fault(addon, "shared", `shares its role with ${others.join(", ")}`, role);
        return { verdict: "compliant", target, evidence: [`${name} → ${role}`], resource };
      });
  },
});

function fault(
  { name, target, address: resource }: AddonIdentity,
  key: string,
  message: string,
  actual: string,
): NotCompliant {
  return {
    verdict: "not-compliant",
    target,
    key: `${name}:${key}`,
    message: `the add-on "${name}" ${message}`,
    expected: "a role that only it can assume",
    actual,
    evidence: [`${name} → ${actual}`],
    resource,
  };
}
