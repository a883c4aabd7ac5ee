import { cisAws, eksBestPractice, fsbp, tool } from "../anchors.ts";
import { nodeSteps, setTo } from "../facts/evidence.ts";
import { knownText } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Nodes answer metadata requests only with a session token (IMDSv2). */
export const nodeImdsv2 = defineRule({
  id: "node-imdsv2",
  title: "Nodes require IMDSv2",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "With IMDSv1 one forged request through a pod (SSRF) reads the node's credentials. IMDSv2 asks for a token first, which such a request cannot get.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisAws("6.7"),
    fsbp("EC2.8"),
    fsbp("EC2.170"),
    fsbp("AutoScaling.9"),
    tool("Checkov", "CKV_AWS_79"),
    tool("Trivy", "AWS-0130"),
    eksBestPractice(
      "Restrict access to the instance profile assigned to the worker node",
      "identity-and-access-management",
    ),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_eks_node_group").map((group): RuleResult => {
      const target = specItem(group.origin);
      const failure = { verdict: "not-compliant", target, expected: "http_tokens required" } as const;
      // Without a launch template the instance takes AWS's default, which no plan shows.
      if (!group.config.launchTemplate)
        return {
          ...failure,
          key: "launch-template",
          message: `node pool "${label(group)}" has no launch template to require IMDSv2`,
          actual: "AWS's default",
          evidence: [`${nodeSteps(group, undefined)} → AWS's default`],
          resource: group.address,
        };
      const template = graph.follow(group.config.launchTemplate.id, "aws_launch_template");
      if (!template)
        return {
          verdict: "not-evaluated",
          target,
          reason: "its launch template is not in the graph",
          resource: group.address,
        };
      const { httpTokens } = template.config.metadataOptions ?? {};
      const tokens = httpTokens === undefined ? "absent" : knownText(graph, httpTokens);
      const resource = template.address;
      if (tokens === undefined)
        return { verdict: "not-evaluated", target, reason: "http_tokens is known only at apply", resource };
      const evidence = [`${nodeSteps(group, template)} → ${setTo("metadata_options.http_tokens", httpTokens)}`];
      if (tokens === "required") return { verdict: "compliant", target, evidence, resource };
      return {
        ...failure,
        key: "http-tokens",
        message: `node pool "${label(group)}" answers metadata requests without a session token`,
        actual: tokens,
        evidence,
        resource,
      };
    });
  },
});
