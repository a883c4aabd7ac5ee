import { cisAws, fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Databases have no address of the internet. */
export const dataNotPublic = defineRule({
  id: "data-not-public",
  title: "No database has a public address",
  group: "data",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A public address lets the whole internet knock, and then one open rule or one weak password is all that it takes.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [cisAws("3.2.3"), fsbp("RDS.2"), tool("Checkov", "CKV_AWS_17"), tool("Trivy", "AWS-0180")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(graph, { name: "publicly_accessible", value: node.config.publiclyAccessible }, false, {
        unknown: "whether it is public is known only at apply",
        fault: {
          key: label(node),
          message: `database "${label(node)}" has a public address`,
          expected: "publicly_accessible false",
          actual: "publicly_accessible true",
        },
      }),
    );
  },
});
