import { tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Every group and rule says what it is for. */
export const netSgDescribed = defineRule({
  id: "net-sg-described",
  title: "Security groups and their rules say what they are for",
  group: "network",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale: "A rule that nobody can explain is one that nobody dares to remove.",
  remediation: "Every group and rule is described, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("cdk-nag", "EC27"),
    tool("Checkov", "CKV_AWS_23"),
    tool("Trivy", "AWS-0099"),
    tool("Trivy", "AWS-0124"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return [
      ...judgeNodes(graph.resources("aws_security_group"), judge("security group")),
      ...judgeNodes(graph.resources("aws_vpc_security_group_ingress_rule"), judge("rule")),
      ...judgeNodes(graph.resources("aws_vpc_security_group_egress_rule"), judge("rule")),
    ];
  },
});

interface Described {
  readonly name: string;
  readonly type: string;
  readonly config: { readonly description?: unknown };
}

function judge(what: string): (node: Described) => NodeVerdict {
  return (node) => {
    const { description } = node.config;
    // Terraform's own text where nobody wrote one.
    if (description !== undefined && description !== "" && description !== "Managed by Terraform")
      return { proof: setTo("description", description) };
    return [
      {
        key: `${node.type}.${node.name}`,
        message: `the ${what} "${label(node)}" does not say what it is for`,
        expected: "a description",
        actual: "none",
        seen: setTo("description", description),
      },
    ];
  };
}
