import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import { cisEks, eksBestPractice, tool } from "../anchors.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** A node can join the cluster, pull images and be managed, and nothing else. */
export const iamNodeRoleMinimal = defineRule({
  id: "iam-node-role-minimal",
  title: "Nodes have no rights of applications",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A right of the node is within reach of every pod on it. What an add-on or a service needs belongs to a role that only its own service account can assume.",
  remediation:
    "Remove the policy from the pool's `policies`. Add-ons bring their own roles, and services get theirs from `uses`.",
  anchors: [
    cisEks("5.1.3"),
    eksBestPractice(
      "Restrict access to the instance profile assigned to the worker node",
      "identity-and-access-management",
    ),
    tool("hardeneks", "check_access_to_instance_profile"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {
    allowedPolicies: [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEKSWorkerNodeMinimalPolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEC2ContainerRegistryReadOnly",
      "AmazonSSMManagedInstanceCore",
    ],
  },
  check({ graph, facts, parameters }) {
    const managed = groupBy(facts.managedPolicies, ({ role }) => role);
    const inline = groupBy(facts.inlinePolicies, ({ role }) => role);
    return graph.resources("aws_eks_node_group").flatMap((group): RuleResult[] => {
      const target = specItem(group.origin);
      const role = graph.follow(group.config.nodeRoleArn, "aws_iam_role");
      if (!role)
        return [{ verdict: "not-evaluated", target, reason: "its role is not in the graph", resource: group.address }];
      const names = (managed.get(role.address) ?? []).map(({ name }) => name);
      const own = (inline.get(role.address) ?? []).map((policy) => label(policy));
      const excess = names.filter((name) => name !== undefined && !parameters.allowedPolicies.includes(name));
      const results: RuleResult[] = [...excess, ...own].map((name) =>
        notCompliant(group, target, role.address, String(name)),
      );
      if (names.includes(undefined))
        results.push({
          verdict: "not-evaluated",
          target,
          reason: "one of its policies is known only at apply",
          resource: role.address,
        });
      const evidence = [`node pool ${label(group)} → role ${label(role)} → ${names.join(", ") || "no policy"}`];
      return results.length > 0 ? results : [{ verdict: "compliant", target, evidence, resource: role.address }];
    });
  },
});

function notCompliant(
  group: TerraformNode<"aws_eks_node_group">,
  target: SpecPath,
  resource: Address,
  policy: string,
): NotCompliant {
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "policies"],
    key: `policy:${policy}`,
    message: `the nodes of pool "${label(group)}" have the policy "${policy}"`,
    expected: "to join the cluster, pull images and be managed",
    actual: policy,
    evidence: [`node pool ${label(group)} → role ${resource} → ${policy}`],
    resource,
  };
}
