import { fsbp, tool } from "../anchors.ts";
import { expectFlag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** People and services can sign in to a database as who they are in AWS. */
export const dataIamAuth = defineRule({
  id: "data-iam-auth",
  title: "Databases take logins by IAM",
  group: "data",
  severity: "low",
  profile: "regulated",
  stage: "graph",
  rationale:
    "A password says that somebody has it, not who it was. A token of IAM is somebody's own, ends after 15 minutes, and stands in the trail; with it nobody needs the password of the administrator.",
  remediation:
    "Set `iamDatabaseAuthenticationEnabled: true` for the database under `overrides` (`data/aws_db_instance.<store>`), and make users with the role `rds_iam` in it.",
  anchors: [fsbp("RDS.10"), tool("cdk-nag", "RDS6"), tool("Checkov", "CKV_AWS_161"), tool("Trivy", "AWS-0176")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(
        graph,
        { name: "iam_database_authentication_enabled", value: node.config.iamDatabaseAuthenticationEnabled },
        true,
        {
          unknown: "whether it takes logins by IAM is known only at apply",
          fault: {
            key: label(node),
            message: `database "${label(node)}" takes passwords only`,
            expected: "iam_database_authentication_enabled = true",
            actual: "iam_database_authentication_enabled = false",
          },
        },
      ),
    );
  },
});
