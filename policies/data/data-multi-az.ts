import { cisAws, fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** The failure of a zone is a failover, not a restore. */
export const dataMultiAz = defineRule({
  id: "data-multi-az",
  title: "Databases have a standby in another zone",
  group: "data",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "A database in one zone is gone with the zone, for hours, and with it everything that uses it. A standby takes over in a minute or two.",
  remediation: "Leave `multiAz` of the store at true.",
  fixable: true,
  anchors: [cisAws("3.2.4"), fsbp("RDS.5"), tool("cdk-nag", "RDS3"), tool("Checkov", "CKV_AWS_157")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(graph, { name: "multi_az", value: node.config.multiAz }, true, {
        unknown: "whether it has a standby is known only at apply",
        fault: {
          setting: ["multiAz"],
          key: label(node),
          message: `database "${label(node)}" has no standby`,
          expected: "multi_az true",
          actual: "one zone",
          fix: true,
        },
      }),
    );
  },
});
