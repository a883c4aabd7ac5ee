import { fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A cache asks who somebody is. */
export const dataRedisAuth = defineRule({
  id: "data-redis-auth",
  title: "Caches ask for a login",
  group: "data",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Without a login every pod on a node that the security group admits reads and deletes what is in the cache: sessions, tokens, queues of work.",
  remediation: "Every cache asks for a login by IAM, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("ElastiCache.6"), tool("cdk-nag", "AEC6"), tool("Checkov", "CKV_AWS_31")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_elasticache_replication_group"), ({ name, config }) => {
      const groups = items<unknown>(config.userGroupIds);
      if (!groups) return { unknown: "its groups of users are known only at apply" };
      if (groups.length > 0) return { proof: setTo("user_group_ids", groups) };
      if (config.authToken !== undefined) return { proof: "auth_token set, which is not shown here" };
      return [
        {
          key: label({ name }),
          message: `cache "${label({ name })}" asks nobody for a login`,
          expected: "a group of users",
          actual: "no login",
          seen: "user_group_ids not set, auth_token not set",
        },
      ];
    });
  },
});
