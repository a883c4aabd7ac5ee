import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { postgresSupport } from "../facts/postgres-versions.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A database runs a version that is still mended at the usual price. */
export const dataVersionSupported = defineRule({
  id: "data-version-supported",
  title: "The versions of databases are in standard support",
  group: "data",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The day after the end of standard support RDS charges for extended support, by the processor and the hour, and the community mends nothing any more. An upgrade that nobody planned is then in a hurry.",
  remediation: "Raise `version` of the store to a major version that is supported for longer, after a try with a copy.",
  anchors: [
    awsDocs(
      "Release calendar for Amazon RDS for PostgreSQL",
      "AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    ),
    awsDocs("Overview of Amazon RDS Extended Support", "AmazonRDS/latest/UserGuide/extended-support-overview.html"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, today }) {
    return judgeNodes(graph.resources("aws_db_instance"), (database) => judge(graph, database, today));
  },
});

function judge(graph: ResourceGraph, database: TerraformNode<"aws_db_instance">, today: string): NodeVerdict {
  const { engine, engineVersion } = database.config;
  const version = knownText(graph, engineVersion);
  if (version === undefined || knownText(graph, engine) !== "postgres")
    return { unknown: "its engine or its version is known only at apply" };
  const [major = ""] = version.split(".");
  const lastDay = postgresSupport[major];
  const oldest = Math.min(...Object.keys(postgresSupport).map(Number));
  const fault = (when: string): NodeFault => ({
    setting: ["version"],
    key: label(database),
    message: `the standard support of PostgreSQL ${major} on RDS ${when}`,
    expected: "a version in standard support",
    actual: `engine_version = ${version}`,
  });
  if (lastDay === undefined && Number(major) < oldest) return [fault("has ended")];
  if (lastDay === undefined) return { unknown: `how long PostgreSQL ${major} is supported is not known here` };
  if (today > lastDay) return [fault(`ended on ${lastDay}`)];
  return { proof: `engine_version = ${version}, supported until ${lastDay}` };
}
