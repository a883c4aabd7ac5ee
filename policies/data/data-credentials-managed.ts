import { awsDocs, fsbp } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { knownFlag, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Nobody writes down the password of a database. */
export const dataCredentialsManaged = defineRule({
  id: "data-credentials-managed",
  title: "AWS makes and keeps the passwords of databases",
  group: "data",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A password in a configuration is in its history, in the plan and in the state, for everybody who reads one of them. One that RDS makes is in Secrets Manager alone, and changes every week.",
  remediation: "Every database has such a password, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    fsbp("RDS.25"),
    awsDocs("Password management with RDS and Secrets Manager", "AmazonRDS/latest/UserGuide/rds-secrets-manager.html"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: { defaultUsers: ["admin", "postgres", "root"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_db_instance"), (database) => {
      const { manageMasterUserPassword, username } = database.config;
      const isManaged = knownFlag(graph, manageMasterUserPassword ?? false);
      const user = knownText(graph, username);
      const seen = allSetTo({ manage_master_user_password: manageMasterUserPassword, username });
      const fault = (key: string, message: string, expected: string, actual: string): NodeFault => ({
        key: `${label(database)}:${key}`,
        message: `database "${label(database)}" ${message}`,
        expected,
        actual,
        seen,
      });
      if (isManaged === false)
        return [
          fault("password", "has a password that AWS does not keep", "manage_master_user_password", "a password"),
        ];
      if (user !== undefined && parameters.defaultUsers.includes(user))
        return [fault("user", `is administered by "${user}", the name that is tried first`, "a name of its own", user)];
      if (isManaged === undefined || user === undefined) return { unknown: "its login is known only at apply" };
      return { proof: seen };
    });
  },
});
