import { about, fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A plan that deletes a database stops at AWS. */
export const dataDeletionProtection = defineRule({
  id: "data-deletion-protection",
  title: "Databases cannot be deleted by mistake",
  group: "data",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "A key that is renamed or a stack that is destroyed takes the database with it. With deletion protection AWS refuses, or Terraform where AWS has none, until somebody has said it twice.",
  remediation: "Leave `deletionProtection` of the store at true.",
  fixable: true,
  anchors: [
    about(fsbp("RDS.8"), "aws_db_instance"),
    tool("cdk-nag", "RDS10"),
    tool("Checkov", "CKV_AWS_293"),
    tool("Trivy", "AWS-0177"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    const caches = judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
      node.lifecycle?.preventDestroy
        ? { proof: "lifecycle.prevent_destroy = true" }
        : [
            {
              setting: ["deletionProtection"],
              key: label(node),
              message: `cache "${label(node)}" can be deleted by a plan`,
              expected: "prevent_destroy",
              actual: "no prevent_destroy",
              fix: true,
            },
          ],
    );
    const databases = judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(graph, { name: "deletion_protection", value: node.config.deletionProtection }, true, {
        unknown: "whether it is protected is known only at apply",
        fault: {
          setting: ["deletionProtection"],
          key: label(node),
          message: `database "${label(node)}" can be deleted by a plan`,
          expected: "deletion_protection true",
          actual: "deletion_protection false",
          fix: true,
        },
      }),
    );
    return [...databases, ...caches];
  },
});
