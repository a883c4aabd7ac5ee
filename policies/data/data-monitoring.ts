import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known, knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A slow database can be asked why, also afterwards. */
export const dataMonitoring = defineRule({
  id: "data-monitoring",
  title: "Databases record what their system and their queries do",
  group: "data",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "The usual metrics say that a database is busy, not with what. Enhanced Monitoring shows its processes, Performance Insights the queries that it waits for; neither can be read for a time when it was off.",
  remediation:
    "Take `monitoringInterval`, `monitoringRoleArn` and `performanceInsightsEnabled` out of `overrides`: every database is made with both.",
  anchors: [fsbp("RDS.6"), tool("Checkov", "CKV_AWS_118"), tool("Checkov", "CKV_AWS_353"), tool("Trivy", "AWS-0133")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_db_instance"), (node) => judge(graph, node));
  },
});

function judge(graph: ResourceGraph, node: TerraformNode<"aws_db_instance">): NodeVerdict {
  const { monitoringInterval, performanceInsightsEnabled } = node.config;
  const interval = known(graph, monitoringInterval ?? 0);
  const insights = knownFlag(graph, performanceInsightsEnabled ?? false);
  const fault = (key: string, message: string, expected: string, actual: string): NodeFault => ({
    key: `${label(node)}:${key}`,
    message: `database "${label(node)}" ${message}`,
    expected,
    actual,
  });
  const faults = [
    ...(interval === 0
      ? [
          fault(
            "system",
            "does not record its system",
            "monitoring_interval 1 to 60",
            setTo("monitoring_interval", monitoringInterval),
          ),
        ]
      : []),
    ...(insights === false
      ? [
          fault(
            "queries",
            "does not record its queries",
            "performance_insights_enabled = true",
            setTo("performance_insights_enabled", performanceInsightsEnabled),
          ),
        ]
      : []),
  ];
  if (faults.length > 0) return faults;
  if (interval === undefined || insights === undefined) return { unknown: "what it records is known only at apply" };
  return { proof: `monitoring_interval = ${interval}, performance_insights_enabled = true` };
}
