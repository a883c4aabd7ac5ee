import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { eksBestPractice, tool } from "../anchors.ts";
import { nodeSteps, setTo } from "../facts/evidence.ts";
import { known } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Answers of the instance metadata service reach the node and no pod on it. */
export const nodeImdsHopLimit = defineRule({
  id: "node-imds-hop-limit",
  title: "Pods cannot reach the metadata of their node",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A pod is one network hop behind its node. With a limit of one hop the metadata service's answers do not reach it, so that no pod can borrow the node's role.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("Checkov", "CKV_AWS_341"),
    eksBestPractice(
      "Restrict access to the instance profile assigned to the worker node",
      "identity-and-access-management",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_eks_node_group").map((group) => judge(graph, group));
  },
});

function judge(graph: ResourceGraph, group: TerraformNode<"aws_eks_node_group">): RuleResult {
  const target = specItem(group.origin);
  const template = graph.follow(group.config.launchTemplate?.id, "aws_launch_template");
  if (group.config.launchTemplate && !template)
    return { verdict: "not-evaluated", target, reason: "its launch template is not in the graph" };
  const { httpPutResponseHopLimit: limit } = template?.config.metadataOptions ?? {};
  const hops = limit === undefined ? "the machine image's default, 2" : known(graph, limit);
  if (hops === undefined) return { verdict: "not-evaluated", target, reason: "the limit is known only at apply" };
  const evidence = [`${nodeSteps(group, template)} → ${setTo("http_put_response_hop_limit", limit)}`];
  if (hops === 1) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    key: "hop-limit",
    message: `pods on nodes of pool "${label(group)}" reach the node's metadata`,
    expected: "http_put_response_hop_limit 1",
    actual: String(hops),
    evidence,
    resource: template?.address ?? group.address,
  };
}
