import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { about, awsDocs, fsbp, tool } from "../anchors.ts";
import { allSetTo, setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, knownFlag, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

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
    about(fsbp("ElastiCache.5"), "aws_elasticache_replication_group"),
    tool("Checkov", "CKV_AWS_30"),
    tool("Trivy", "AWS-0051"),
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
    const databases = judgeNodes(graph.resources("aws_db_instance"), (database) => {
      const group = graph.follow(database.config.parameterGroupName, "aws_db_parameter_group");
      const fault = (actual: string) => [
        {
          key: label(database),
          message: `database "${label(database)}" takes connections in the clear`,
          expected: `${parameters.parameters.join(" or ")} on`,
          actual,
          seen: group ? `parameter group ${label(group)} → ${actual}` : "no parameter group",
        },
      ];
      if (!group)
        return database.config.parameterGroupName === undefined
          ? fault("the parameters of RDS")
          : { unknown: "its parameter group is not in the graph" };
      const settings = items<{ name?: unknown; value?: unknown }>(group.config.parameter);
      if (!settings) return { unknown: "its parameters are known only at apply" };
      const setting = settings.find(({ name }) => parameters.parameters.includes(String(name)));
      if (!setting) return fault(`${parameters.parameters.join(" and ")} not set`);
      const value = knownText(graph, setting.value);
      if (value === undefined) return { unknown: "its parameters are known only at apply" };
      const seen = setTo(String(setting.name), value);
      return value === "1" || value === "ON" ? { proof: `parameter group ${label(group)} → ${seen}` } : fault(seen);
    });
    return [...databases, ...caches(graph)];
  },
});

/** In the mode `preferred` a cache takes connections of both kinds. */
function caches(graph: ResourceGraph): RuleResult[] {
  return judgeNodes(graph.resources("aws_elasticache_replication_group"), (cache) => {
    const isOn = knownFlag(graph, cache.config.transitEncryptionEnabled ?? false);
    const mode = knownText(graph, cache.config.transitEncryptionMode ?? "required");
    const seen = allSetTo({
      transit_encryption_enabled: cache.config.transitEncryptionEnabled,
      transit_encryption_mode: cache.config.transitEncryptionMode,
    });
    if (isOn === true && mode === "required") return { proof: seen };
    if (isOn !== false && (isOn === undefined || mode === undefined))
      return { unknown: "whether it asks for TLS is known only at apply" };
    return [
      {
        key: label(cache),
        message: `cache "${label(cache)}" takes connections in the clear`,
        expected: "transit_encryption_mode required",
        actual: isOn ? `transit_encryption_mode ${mode}` : "no TLS",
        seen,
      },
    ];
  });
}
