import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { known, show } from "../facts/known.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Each VPC has a flow log. How long it is kept is asked by `obs-log-retention`. */
export const netFlowLogs = defineRule({
  id: "net-flow-logs",
  title: "VPC traffic is logged",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Flow logs are the only record of who talked to whom in a VPC. Without them an incident can be neither noticed nor reconstructed.",
  remediation: "Set `network.flowLogs.enabled: true`, which is the default.",
  fixable: true,
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
    path: ["network", "flowLogs", "enabled"],
    key,
    message,
    expected: `a flow log of ${trafficTypes.join(" or ")} traffic`,
    actual,
    evidence: [`VPC ${vpc.name} → ${flowLogs.map(describe).join(", ") || "no aws_flow_log"}`],
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
  const group = graph.follow(flowLog.config.logDestination, "aws_cloudwatch_log_group");
  if (!group) return { verdict: "not-evaluated", target, reason: "where the flow log goes is not in the graph" };
  const evidence = [`VPC ${vpc.name} → ${describe(flowLog)} → log group ${group.name}`];
  return { verdict: "compliant", target, evidence, resource: vpc.address };
}

function describe({ name, config }: TerraformNode<"aws_flow_log">): string {
  return `flow log ${name} of ${show(config.trafficType)} traffic`;
}
