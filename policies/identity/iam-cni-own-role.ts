import { eksBestPractice, tool } from "../anchors.ts";
import { nodeRoles } from "../facts/role-bindings.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What gives pods their network has a role of its own, and nodes cannot change network interfaces. */
export const iamCniOwnRole = defineRule({
  id: "iam-cni-own-role",
  title: "The VPC CNI has a role of its own",
  group: "identity",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The rights of the VPC CNI attach, detach and delete network interfaces. On the node role every pod that reaches the instance metadata has them; on a role of its own only the add-on does.",
  remediation: "Remove `AmazonEKS_CNI_Policy` from the `policies` of the node pool: the add-on has it.",
  anchors: [
    eksBestPractice("Update the aws-node daemonset to use IRSA", "identity-and-access-management"),
    tool("hardeneks", "check_aws_node_daemonset_service_account"),
    tool("Kyverno", "require-aws-node-irsa"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { policies: ["AmazonEKS_CNI_Policy", "AmazonEKS_CNI_IPv6_Policy"] },
  check({ graph, facts, parameters }) {
    const ofNodes = nodeRoles(graph);
    const addons = facts.addonIdentities.filter(({ name }) => name === "vpc-cni");
    const own = addons.map(({ target, address: resource, role, hasRole }): RuleResult => {
      if (hasRole && !role)
        return { verdict: "not-evaluated", target, reason: "the role of the VPC CNI is not in the graph", resource };
      if (role && !ofNodes.has(role))
        return { verdict: "compliant", target, evidence: [`vpc-cni → ${role}`], resource };
      return {
        verdict: "not-compliant",
        target,
        key: "role",
        message: "the VPC CNI acts with the role of the nodes",
        expected: "a role of its own",
        actual: "the node role",
        evidence: [`vpc-cni → ${role ?? "no role of its own"} → the role of the nodes`],
        resource,
      };
    });
    const onNodes = facts.managedPolicies.flatMap(({ role, name, origin, address: resource }): RuleResult[] => {
      if (!role || !ofNodes.has(role) || name === undefined || !parameters.policies.includes(name)) return [];
      const target = specItem(origin);
      return [
        {
          verdict: "not-compliant",
          target,
          path: [...target, "policies"],
          key: `policy:${name}`,
          message: `the nodes of "${target.at(-1)}" have the rights of the VPC CNI`,
          expected: "the policy on the add-on's role only",
          actual: name,
          evidence: [`node role ${role} → ${name}`],
          resource,
        },
      ];
    });
    return [...own, ...onNodes];
  },
});
