import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** People and machines act by roles, whose credentials end by themselves. No IAM user is let in anywhere. */
export const iamNoUsers = defineRule({
  id: "iam-no-users",
  title: "Nobody acts as an IAM user",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "The access keys of a user last until somebody remembers them. They are found in repositories and on laptops years later, and say nothing of who used them.",
  remediation:
    "Name a role under `cluster.access`, which people assume through the organisation's identity provider. Let Terraform find its credentials in the environment, or by `awsProfile`.",
  anchors: [tool("Checkov", "CKV_AWS_273"), tool("Checkov", "CKV_AWS_41")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    return [
      ...judgeNodes(graph.resources("aws_eks_access_entry"), (entry) => judgeEntry(graph, entry)),
      ...judgeNodes(graph.resources("aws_iam_role"), (role) => judgeTrust(facts, role)),
      ...graph.stacks.flatMap((stack) => (stack.providers.aws ? [judgeProvider(stack)] : [])),
    ];
  },
});

/** Only the kind of a principal matters, and that is known where account and partition are not. */
function isUser(principal: unknown): boolean {
  return show(principal).includes(":user/");
}

function judgeEntry(
  graph: ResourceGraph,
  { name, config: { principalArn } }: TerraformNode<"aws_eks_access_entry">,
): NodeVerdict {
  if (graph.follow(principalArn, "aws_iam_role")) return { proof: "a role" };
  if (!show(principalArn).includes(":iam:")) return { unknown: "who is let in is known only at apply" };
  if (!isUser(principalArn)) return { proof: show(principalArn) };
  return [
    {
      setting: ["principal"],
      key: label({ name }),
      message: `an IAM user is let into the cluster: "${show(principalArn)}"`,
      expected: "a role",
      actual: show(principalArn),
    },
  ];
}

function judgeTrust(facts: Facts, role: TerraformNode<"aws_iam_role">): NodeVerdict {
  const statements = facts.statementsOf(role.config.assumeRolePolicy);
  if (!statements) return { unknown: unreadTrust(facts, role) };
  const principals = statements.filter(({ effect }) => effect === "Allow").flatMap((each) => each.principals);
  const users = principals.flatMap(({ identifiers }) => identifiers).filter(isUser);
  if (users.length === 0) return { proof: "no user among those who may assume it" };
  return users.map((user) => ({
    key: `${label(role)}:${show(user)}`,
    message: `the role "${label(role)}" can be assumed by an IAM user: "${show(user)}"`,
    expected: "roles and services",
    actual: show(user),
  }));
}

/** The value is never shown: only that there is one. */
function judgeProvider({ name, providers }: ResourceGraph["stacks"][number]): RuleResult {
  const target = ["awsProfile"];
  if (providers.aws?.accessKey === undefined && providers.aws?.secretKey === undefined)
    return { verdict: "compliant", target, evidence: [`stack ${name} → no access key`] };
  return {
    verdict: "not-compliant",
    target,
    key: `stack:${name}`,
    message: `stack "${name}" carries an access key`,
    expected: "credentials of the environment",
    actual: "an access key",
    evidence: [`stack ${name} → provider aws → access key`],
  };
}
