import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { about, awsDocs, fsbp, tool } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** The logs of a store are still there when the store is not. */
export const dataLogsExported = defineRule({
  id: "data-logs-exported",
  title: "Databases and caches send their logs to CloudWatch",
  group: "data",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "RDS keeps the logs of a database on its own disk for three days, ElastiCache keeps none. Who signed in, what failed and what was slow is asked for later than that, and by people who have no login.",
  remediation:
    "Take `enabledCloudwatchLogsExports` and `logDeliveryConfiguration` out of `overrides`: every store is made with them. How long they are kept is `logRetention` of the store.",
  anchors: [
    about(fsbp("RDS.9"), "aws_db_instance"),
    about(fsbp("RDS.36"), "aws_db_instance"),
    tool("Checkov", "CKV_AWS_129"),
    awsDocs("Log delivery of ElastiCache", "AmazonElastiCache/latest/dg/Log_Delivery.html"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { databaseLogs: ["postgresql", "upgrade"], cacheLogs: ["engine-log", "slow-log"] },
  check({ graph, parameters: { databaseLogs, cacheLogs } }) {
    return [
      ...judgeNodes(graph.resources("aws_db_instance"), (node) =>
        judge(graph, `database "${label(node)}"`, label(node), databaseLogs, {
          argument: "enabled_cloudwatch_logs_exports",
          logs: items<unknown>(node.config.enabledCloudwatchLogsExports),
        }),
      ),
      ...judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
        judge(graph, `cache "${label(node)}"`, label(node), cacheLogs, {
          argument: "log_delivery_configuration",
          logs: items<{ readonly logType?: unknown }>(node.config.logDeliveryConfiguration)?.map(
            ({ logType }) => logType,
          ),
        }),
      ),
    ];
  },
});

interface Exported {
  readonly argument: string;
  /** `undefined` when the whole list is known only at apply. */
  readonly logs: readonly unknown[] | undefined;
}

function judge(
  graph: ResourceGraph,
  who: string,
  key: string,
  wanted: readonly string[],
  { argument, logs }: Exported,
): NodeVerdict {
  const names = logs?.map((log) => knownText(graph, log));
  const missing = wanted.filter((log) => !names?.includes(log));
  const list = names?.join(", ") ?? "";
  if (names && missing.length === 0) return { proof: `${argument} = ${list}` };
  if (!names || names.includes(undefined)) return { unknown: "which logs it sends is known only at apply" };
  return [
    {
      key,
      message: `${who} keeps ${missing.join(" and ")} to itself`,
      expected: `${argument} with ${wanted.join(", ")}`,
      actual: list === "" ? `no ${argument}` : `${argument} = ${list}`,
    },
  ];
}
