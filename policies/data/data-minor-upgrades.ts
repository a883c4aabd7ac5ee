import { about, cisAws, fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Stores take the fixes of their version without being asked. */
export const dataMinorUpgrades = defineRule({
  id: "data-minor-upgrades",
  title: "Databases and caches take minor versions by themselves",
  group: "data",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Minor versions are how known holes of a database are closed. AWS installs them in the maintenance window; where it may not, somebody has to think of it every quarter, and nobody does.",
  remediation:
    "Take `autoMinorVersionUpgrade` out of `overrides`: every store is made with it. Name the major version alone as `version`, so that no plan goes back to an older one.",
  anchors: [
    about(cisAws("3.2.2"), "aws_db_instance"),
    about(fsbp("RDS.13"), "aws_db_instance"),
    about(fsbp("ElastiCache.2"), "aws_elasticache_replication_group"),
    tool("Checkov", "CKV_AWS_226"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    // Both are upgraded unless it is said otherwise, the provider's default as well.
    const judge = (node: { readonly name: string }, what: string, value: unknown) =>
      expectFlag(graph, { name: "auto_minor_version_upgrade", value, absent: true }, true, {
        unknown: "whether it takes minor versions is known only at apply",
        fault: {
          key: label(node),
          message: `${what} "${label(node)}" takes no minor versions by itself`,
          expected: "auto_minor_version_upgrade = true",
          actual: "auto_minor_version_upgrade = false",
        },
      });
    return [
      ...judgeNodes(graph.resources("aws_db_instance"), (node) =>
        judge(node, "database", node.config.autoMinorVersionUpgrade),
      ),
      ...judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
        judge(node, "cache", node.config.autoMinorVersionUpgrade),
      ),
    ];
  },
});
