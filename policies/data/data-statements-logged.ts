import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** What was done to the data of a database can be read afterwards. */
export const dataStatementsLogged = defineRule({
  id: "data-statements-logged",
  title: "Databases log statements that change their structure, and slow ones",
  group: "data",
  severity: "low",
  profile: "regulated",
  stage: "graph",
  rationale:
    "Without parameters PostgreSQL logs errors alone: who dropped a table or gave a right away is then in no log. Statements hold data, and `CREATE USER` may hold a password, so that this is asked of regulated systems only, whose logs are read by few.",
  remediation:
    "Add `log_statement` (`ddl`, `mod` or `all`) and `log_min_duration_statement` (milliseconds) to `parameter` of the store's parameter group under `overrides` (`data/aws_db_parameter_group.<store>`). The list replaces the one that is there: write `rds.force_ssl` again.",
  anchors: [
    tool("Checkov", "CKV2_AWS_30"),
    awsDocs(
      "Turning on query logging for your RDS for PostgreSQL DB instance",
      "AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { statements: ["ddl", "mod", "all"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_db_instance"), (database) => judge(graph, database, parameters.statements));
  },
});

interface Parameter {
  readonly name?: unknown;
  readonly value?: unknown;
}

function judge(
  graph: ResourceGraph,
  database: TerraformNode<"aws_db_instance">,
  accepted: readonly string[],
): NodeVerdict {
  const group = graph.follow(database.config.parameterGroupName, "aws_db_parameter_group");
  if (!group && database.config.parameterGroupName !== undefined)
    return { unknown: "its parameters are not in the graph" };
  const list = items<Parameter>(group?.config.parameter);
  if (!list) return { unknown: "its parameters are known only at apply" };
  const values = new Map(list.map(({ name, value }) => [knownText(graph, name), { text: knownText(graph, value) }]));
  const statements = values.get("log_statement") ?? { text: "none" };
  // -1 logs none, which is PostgreSQL's default.
  const slow = values.get("log_min_duration_statement") ?? { text: "-1" };
  const fault = (name: string, expected: string, actual: string): NodeFault => ({
    key: `${label(database)}:${name}`,
    message: `database "${label(database)}" does not log ${name === "log_statement" ? "changes of its structure" : "slow statements"}`,
    expected: `${name} = ${expected}`,
    actual: setTo(name, values.has(name) ? actual : undefined),
  });
  const faults = [
    ...(statements.text === undefined || accepted.includes(statements.text)
      ? []
      : [fault("log_statement", accepted.join(", "), statements.text)]),
    ...(slow.text === undefined || Number(slow.text) >= 0
      ? []
      : [fault("log_min_duration_statement", "0 or more milliseconds", slow.text)]),
  ];
  if (faults.length > 0) return faults;
  if (statements.text === undefined || slow.text === undefined)
    return { unknown: "a parameter is known only at apply" };
  return { proof: `log_statement = ${statements.text}, log_min_duration_statement = ${slow.text}` };
}
