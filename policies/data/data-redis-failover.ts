import type { EditValue } from "../../schema/edit/spec-edit.ts";
import { fsbp, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { known, knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** The failure of a node or a zone leaves a cache with what is in it. */
export const dataRedisFailover = defineRule({
  id: "data-redis-failover",
  title: "Caches have a replica in another zone that takes over",
  group: "data",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "A cache without a replica is empty after its node fails: everybody signs in again at once, and everything that it spared the database comes back to it.",
  remediation: "Leave `replicas` of the store at 1 or more, and `multiAz` at true.",
  fixable: true,
  anchors: [fsbp("ElastiCache.3"), tool("cdk-nag", "AEC4"), tool("Checkov", "CKV2_AWS_50")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_elasticache_replication_group"), ({ name, config }) => {
      const cache = label({ name });
      const replicas = known(graph, config.replicasPerNodeGroup ?? 0);
      const zones = knownFlag(graph, config.multiAzEnabled ?? false);
      const failover = knownFlag(graph, config.automaticFailoverEnabled ?? false);
      const seen = allSetTo({
        replicas_per_node_group: config.replicasPerNodeGroup,
        automatic_failover_enabled: config.automaticFailoverEnabled,
        multi_az_enabled: config.multiAzEnabled,
      });
      // A replica alone mends nothing where the nodes may still be in one zone.
      const fixes: Readonly<Record<string, EditValue>> = { ...(zones && { replicas: 1 }), multiAz: true };
      const fault = (setting: string, message: string, expected: string, actual: string): NodeFault => ({
        setting: [setting],
        key: `${cache}:${setting}`,
        message: `cache "${cache}" ${message}`,
        expected,
        actual,
        seen,
        ...(fixes[setting] !== undefined && { fix: fixes[setting] }),
      });
      if (replicas === 0) return [fault("replicas", "has no replica", "1 or more", "0")];
      if (failover === false) return [fault("replicas", "does not fail over", "automatic failover", "none")];
      if (zones === false) return [fault("multiAz", "may have all its nodes in one zone", "several zones", "any zone")];
      if (replicas === undefined || failover === undefined || zones === undefined)
        return { unknown: "its replicas, or where they are, are known only at apply" };
      return { proof: seen };
    });
  },
});
