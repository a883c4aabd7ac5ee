import { parseDuration } from "../../schema/catalogue/quantity.ts";
import { count } from "../../schema/count.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { about, fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A mistake can be taken back for as long as it takes to notice it. */
export const dataBackups = defineRule({
  id: "data-backups",
  title: "Databases are backed up for a week, in production for two",
  group: "data",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A deleted table is noticed after a weekend, a wrong migration after a release. Whatever is older than the oldest backup cannot be brought back.",
  remediation: "Set `backups.retention` of the store to 7d or more, in production to 14d or more.",
  fixable: true,
  anchors: [
    about(fsbp("RDS.11"), "aws_db_instance"),
    about(fsbp("ElastiCache.1"), "aws_elasticache_replication_group"),
    tool("cdk-nag", "RDS13"),
    tool("Checkov", "CKV_AWS_133"),
    tool("Trivy", "AWS-0077"),
    tool("Trivy", "AWS-0050"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { days: 7, productionDays: 14 },
  check({ model, graph, parameters }) {
    const minimum = model.spec.profile === "base" ? parameters.days : parameters.productionDays;
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html: 1 day unless it is said.
    const ofRds = judgeNodes(graph.resources("aws_db_instance"), (node) =>
      judge(node, {
        what: "database",
        days: known(graph, node.config.backupRetentionPeriod ?? 1),
        seen: setTo("backup_retention_period", node.config.backupRetentionPeriod),
        minimum,
      }),
    );
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html: none.
    const ofCaches = judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
      judge(node, {
        what: "cache",
        days: known(graph, node.config.snapshotRetentionLimit ?? 0),
        seen: setTo("snapshot_retention_limit", node.config.snapshotRetentionLimit),
        minimum,
      }),
    );
    return [...ofRds, ...ofCaches, ...inCluster(model.spec, graph, minimum)];
  },
});

interface Kept {
  readonly what: string;
  readonly days: unknown;
  readonly seen: string;
  readonly minimum: number;
}

function judge(node: { readonly name: string }, { what, days, seen, minimum }: Kept): NodeVerdict {
  if (typeof days !== "number") return { unknown: "how long its backups are kept is known only at apply" };
  if (days >= minimum) return { proof: seen };
  return [
    {
      setting: ["backups", "retention"],
      key: label(node),
      message: `backups of ${what} "${label(node)}" are kept for ${count(days, "day")}`,
      expected: `${count(minimum, "day")} or more`,
      actual: count(days, "day"),
      seen,
      fix: `${minimum}d`,
    },
  ];
}

/** In the cluster a job writes dumps, which a spec keeps for as long as it says. */
function inCluster({ stores }: ResolvedSpec, graph: ResourceGraph, minimum: number): RuleResult[] {
  return Object.entries(stores).flatMap(([name, store]): RuleResult[] => {
    if (store.engine !== "in-cluster" || !("backups" in store)) return [];
    const { retention } = store.backups;
    const target = ["stores", name];
    const jobs = graph.objects("CronJob").filter(({ origin }) => origin[0] === "stores" && origin[1] === name);
    if (jobs.every(({ object }) => object.spec?.suspend === true))
      return [
        {
          verdict: "not-compliant",
          target,
          path: [...target, "backups"],
          key: `${name}:job`,
          message: `nothing dumps database "${name}"`,
          expected: "a CronJob that writes dumps",
          actual: jobs.length === 0 ? "none" : "suspended",
          evidence: [
            `store ${name} → ${jobs.map((job) => `CronJob ${job.name}, suspended`).join(", ") || "no CronJob"}`,
          ],
        },
      ];
    const evidence = [`store ${name} → CronJob ${jobs.map((job) => job.name).join(", ")} → dumps of ${retention}`];
    if (parseDuration(retention) >= minimum * 86_400) return [{ verdict: "compliant", target, evidence }];
    return [
      {
        verdict: "not-compliant",
        target,
        path: [...target, "backups", "retention"],
        key: name,
        message: `dumps of database "${name}" are kept for ${retention}`,
        expected: `${count(minimum, "day")} or more`,
        actual: retention,
        evidence,
        fix: `${minimum}d`,
      },
    ];
  });
}
