import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { nodeSteps, setTo } from "../facts/evidence.ts";
import { items, knownFlag } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No launch template gives nodes a public address. What a subnet does by itself is another policy's question. */
export const nodeNoPublicIp = defineRule({
  id: "node-no-public-ip",
  title: "Nodes are given no public addresses",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A node with a public address is one open security-group rule away from the internet, and what leaves it bypasses the NAT gateways whose addresses others trust.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("EC2.9"), fsbp("EC2.25"), tool("Checkov", "CKV_AWS_88")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_eks_node_group").map((group) => judge(graph, group));
  },
});

interface Interface {
  readonly associatePublicIpAddress?: unknown;
}

function judge(graph: ResourceGraph, group: TerraformNode<"aws_eks_node_group">): RuleResult {
  const target = specItem(group.origin);
  const template = graph.follow(group.config.launchTemplate?.id, "aws_launch_template");
  const interfaces = items<Interface>(template?.config.networkInterfaces);
  const flags = (interfaces ?? [])
    .map(({ associatePublicIpAddress: flag }) => flag)
    .filter((flag) => flag !== undefined)
    .map((flag) => knownFlag(graph, flag));
  if ((group.config.launchTemplate && !template) || !interfaces || flags.includes(undefined))
    return { verdict: "not-evaluated", target, reason: "its network interfaces are known only at apply" };
  const seen = flags.length > 0 ? setTo("associate_public_ip_address", flags) : "no associate_public_ip_address";
  const evidence = [`${nodeSteps(group, template)} → ${seen}`];
  if (!flags.includes(true)) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    key: "public-address",
    message: `nodes of pool "${label(group)}" are given public addresses`,
    expected: "no associate_public_ip_address",
    actual: "associate_public_ip_address is true",
    evidence,
    ...(template && { resource: template.address }),
  };
}
