import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";
import { logGroup } from "./log-group.ts";
import { role, serviceTrust } from "./role.ts";

/**
 * Flow logs of the VPC into an encrypted log group, written through a role that nothing else can assume.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogs(
  { model, name }: Context,
  vpc: TerraformNode<"aws_vpc">,
  owner: Account,
  key: TerraformNode<"aws_kms_key">,
): AnyTerraformNode[] {
  const { enabled, retention } = model.spec.network.flowLogs;
  if (!enabled) return [];
  const origin = ["network", "flowLogs"] as const;
  const group = logGroup({
    stack: "network",
    name: "flow_logs",
    logGroupName: `/aws/vpc/${name}/flow-logs`,
    retention,
    key,
    origin,
  });
  const writer = role({
    stack: "network",
    account: owner,
    name: "flow_logs",
    roleName: `${name}-flow-logs`,
    description: `Writes the VPC flow logs of ${name}`,
    origin,
    trust: serviceTrust("vpc-flow-logs.amazonaws.com", [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [owner.id] },
    ]),
    statements: [
      {
        sid: "WriteFlowLogs",
        actions: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [ref(group, "arn"), text`${ref(group, "arn")}:*`],
      },
    ],
  });
  const flowLog = terraform("aws_flow_log", {
    stack: "network",
    name: "main",
    origin,
    config: {
      vpcId: ref(vpc, "id"),
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: ref(group, "arn"),
      iamRoleArn: ref(writer.role, "arn"),
      maxAggregationInterval: 600,
      tags: { Name: name },
    },
    after: writer.policies,
  });
  return [group, ...writer.nodes, flowLog];
}
