import { fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A copy of a database says whose it is. */
export const dataSnapshotTags = defineRule({
  id: "data-snapshot-tags",
  title: "Snapshots carry the tags of their database",
  group: "data",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Rights, bills and clean-ups go by tags. A snapshot without them holds the same data as its database, outlives it, and belongs to nobody.",
  remediation: "Take `copyTagsToSnapshot` out of `overrides`: every database is made with it.",
  anchors: [fsbp("RDS.17"), tool("Checkov", "CKV2_AWS_60")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(graph, { name: "copy_tags_to_snapshot", value: node.config.copyTagsToSnapshot }, true, {
        unknown: "whether snapshots get its tags is known only at apply",
        fault: {
          key: label(node),
          message: `snapshots of database "${label(node)}" have none of its tags`,
          expected: "copy_tags_to_snapshot = true",
          actual: "copy_tags_to_snapshot = false",
        },
      }),
    );
  },
});
