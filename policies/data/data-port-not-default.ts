import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { about, fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A store does not answer where everybody looks first. Whether that helps is contested, so that a pack turns it on. */
export const dataPortNotDefault = defineRule({
  id: "data-port-not-default",
  title: "Databases and caches listen on ports of their own",
  group: "data",
  severity: "info",
  profile: "optional",
  stage: "graph",
  rationale:
    "Tools that look for databases try the usual ports first. Another port is found in a second, so that this only quietens the logs; some organisations ask for it all the same.",
  remediation: "Set `port` of the store to another one.",
  anchors: [about(fsbp("RDS.23"), "aws_db_instance"), tool("cdk-nag", "RDS11"), tool("cdk-nag", "AEC5")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html: a default port where none is said.
    return [
      ...judgeNodes(graph.resources("aws_db_instance"), (node) =>
        judge(graph, "database", label(node), node.config.port, 5432),
      ),
      ...judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
        judge(graph, "cache", label(node), node.config.port, 6379),
      ),
    ];
  },
});

function judge(graph: ResourceGraph, what: string, key: string, written: unknown, usual: number): NodeVerdict {
  const port = known(graph, written ?? usual);
  if (port === undefined) return { unknown: "its port is known only at apply" };
  if (Number(port) !== usual) return { proof: setTo("port", written) };
  return [
    {
      setting: ["port"],
      key,
      message: `${what} "${key}" listens on the usual port`,
      expected: `another port than ${usual}`,
      actual: setTo("port", written),
    },
  ];
}
