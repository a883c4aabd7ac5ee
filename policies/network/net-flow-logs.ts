import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { known, knownText, show } from "../facts/known.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Each VPC has a flow log that is kept for a stated time. */
export const netFlowLogs = defineRule({
  id: "net-flow-logs",
  title: "VPC traffic is logged",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Flow logs are the only record of who talked to whom in a VPC. Without them an incident can be neither noticed nor reconstructed.",
  remediation: "Set `network.flowLogs.enabled: true`, which is the default, and a `retention`.",
  anchors: [
    cisAws("4.7"),
    fsbp("EC2.6"),
    tool("Checkov", "CKV2_AWS_11"),
    tool("Trivy", "AWS-0178"),
    tool("hardeneks", "check_vpc_flow_logs"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { trafficTypes: ["ALL", "REJECT"] },
  check({ graph, parameters }) {
    const flowLogs = graph.resources("aws_flow_log");
    return graph.resources("aws_vpc").map((vpc) => {
      const own = flowLogs.filter(({ config }) => graph.follow(config.vpcId, "aws_vpc") === vpc);
      return judge(graph, vpc, own, parameters.trafficTypes);
    });
  },
});

const target = ["network"] as const;

function judge(
  graph: ResourceGraph,
  vpc: TerraformNode<"aws_vpc">,
  flowLogs: readonly TerraformNode<"aws_flow_log">[],
  trafficTypes: readonly string[],
): RuleResult {
  const notCompliant = (key: string, message: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    path: ["network", "flowLogs", key === "retention" ? "retention" : "enabled"],
    key,
    message,
    expected: `a flow log of ${trafficTypes.join(" or ")} traffic in a log group with a retention`,
    actual,
    ...(key === "flow-log" && { fix: true }),
    resource: vpc.address,
  });
  const fit = flowLogs.filter(({ config }) => trafficTypes.includes(String(known(graph, config.trafficType))));
  const [flowLog] = fit;
  if (!flowLog)
    return flowLogs.length === 0
      ? notCompliant("flow-log", `the traffic of VPC "${vpc.name}" is not logged`, "no flow log")
      : notCompliant(
          "traffic-type",
          `not all traffic of VPC "${vpc.name}" that matters is logged`,
          show(flowLogs[0]?.config.trafficType),
        );
  if (knownText(graph, flowLog.config.logDestinationType) === "s3")
    return { verdict: "not-evaluated", target, reason: "the retention of an S3 destination is not in the graph" };
  const group = graph.follow(flowLog.config.logDestination, "aws_cloudwatch_log_group");
  if (!group) return { verdict: "not-evaluated", target, reason: "the log group of the flow log is not in the graph" };
  const retention = known(graph, group.config.retentionInDays ?? 0);
  if (retention === undefined)
    return { verdict: "not-evaluated", target, reason: "how long the flow log is kept is known only at apply" };
  if (!retention)
    return notCompliant("retention", `the flow log of VPC "${vpc.name}" has no retention`, "kept for ever");
  const evidence = [
    `VPC ${vpc.name} → flow log ${flowLog.name} → log group ${group.name}, ${show(group.config.retentionInDays)} days`,
  ];
  return { verdict: "compliant", target, evidence, resource: vpc.address };
}
