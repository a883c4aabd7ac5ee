import { awsDocs, fsbp, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Databases refuse connections that are not encrypted. */
export const dataTlsInTransit = defineRule({
  id: "data-tls-in-transit",
  title: "Databases take encrypted connections only",
  group: "data",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Logins and rows cross the network between pod and database. Whether they are encrypted must not depend on how each client happens to be set up.",
  remediation: "Every database asks for TLS, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    fsbp("ElastiCache.5"),
    tool("Checkov", "CKV2_AWS_69"),
    awsDocs(
      "Using SSL with a PostgreSQL DB instance",
      "AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { parameters: ["rds.force_ssl", "require_secure_transport"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_db_instance"), (database) => {
      const group = graph.follow(database.config.parameterGroupName, "aws_db_parameter_group");
      const fault = (actual: string) => [
        {
          key: label(database),
          message: `database "${label(database)}" takes connections in the clear`,
          expected: `${parameters.parameters.join(" or ")} on`,
          actual,
        },
      ];
      if (!group)
        return database.config.parameterGroupName === undefined
          ? fault("the parameters of RDS")
          : { unknown: "its parameter group is not in the graph" };
      const settings = items<{ name?: unknown; value?: unknown }>(group.config.parameter);
      const setting = settings?.find(({ name }) => parameters.parameters.includes(String(name)));
      if (!settings) return { unknown: "its parameters are known only at apply" };
      const value = setting && knownText(graph, setting.value);
      if (setting && value === undefined) return { unknown: "its parameters are known only at apply" };
      return value === "1" || value === "ON"
        ? { proof: `${String(setting?.name)} = ${value}` }
        : fault(value ?? "not set");
    });
  },
});
