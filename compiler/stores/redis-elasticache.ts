import { parseDuration } from "../../schema/catalogue/quantity.ts";
import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { RedisElasticache } from "../../schema/stores/redis-elasticache.ts";
import { logGroup } from "../aws/log-group.ts";
import { cacheUsers, engine } from "./cache-users.ts";
import type { StoreCompiler, StoreInput } from "./compiled-store.ts";

type Input = StoreInput<RedisElasticache>;

const logTypes = ["engine-log", "slow-log"];

/**
 * An encrypted replication group in the subnets without a way out. Nobody has a password: services sign a token, good
 * for 15 minutes, with their role, for the user and the name that they are given.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export const redisElasticache: StoreCompiler<RedisElasticache> = {
  compile(input) {
    const { name, store, context } = input;
    const { user, users } = cacheUsers(identifierOf(input), nodeOf(input));
    const subnets = subnetGroup(input);
    const parameters = parameterGroup(input);
    const logs = logGroups(input);
    const cache = replicationGroup(input, { users, subnets, parameters, logs });
    const stem = variableStem(name);
    const endpoint = isSharded(input) ? "configuration_endpoint_address" : "primary_endpoint_address";
    return {
      nodes: [user, users, subnets, parameters, ...logs, cache],
      environment: {
        [`${stem}_HOST`]: ref(cache, endpoint),
        [`${stem}_NAME`]: ref(cache, "replication_group_id"),
        [`${stem}_PORT`]: String(store.port),
        [`${stem}_TLS`]: "true",
        [`${stem}_USER`]: ref(user, "user_name"),
        ...(isSharded(input) && { [`${stem}_CLUSTER`]: "true" }),
      },
      secrets: [],
      reach: [
        {
          to: "addresses",
          cidrs: Object.values(context.model.spec.network.tiers.data?.cidrs ?? {}),
          port: store.port,
        },
        { to: "aws", service: "sts" },
      ],
      statements: () => [
        {
          sid: `Cache${name.replaceAll("-", "")}`,
          actions: ["elasticache:Connect"],
          resources: [ref(cache, "arn"), ref(user, "arn")],
        },
      ],
    };
  },
};

/** AWS chooses the windows of snapshots and maintenance, at the quietest hours of the region. */
function replicationGroup(
  input: Input,
  parts: {
    readonly users: TerraformNode<"aws_elasticache_user_group">;
    readonly subnets: TerraformNode<"aws_elasticache_subnet_group">;
    readonly parameters: TerraformNode<"aws_elasticache_parameter_group">;
    readonly logs: readonly TerraformNode<"aws_cloudwatch_log_group">[];
  },
): TerraformNode<"aws_elasticache_replication_group"> {
  const { name, store, place } = input;
  const identifier = identifierOf(input);
  const group = place.network.securityGroups.stores[name];
  return terraform("aws_elasticache_replication_group", {
    ...nodeOf(input),
    config: {
      replicationGroupId: identifier,
      description: `The store ${name}`,
      engine,
      engineVersion: store.version,
      autoMinorVersionUpgrade: "true",
      nodeType: store.nodeType,
      port: store.port,
      ...(isSharded(input) && { clusterMode: "enabled" }),
      numNodeGroups: store.shards,
      replicasPerNodeGroup: store.replicas,
      // A cluster has a failover even without replicas, or AWS makes none.
      automaticFailoverEnabled: isSharded(input) || store.replicas > 0,
      multiAzEnabled: store.multiAz,
      subnetGroupName: ref(parts.subnets, "name"),
      ...(group && { securityGroupIds: [ref(group, "id")] }),
      parameterGroupName: ref(parts.parameters, "name"),
      userGroupIds: [ref(parts.users, "user_group_id")],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: ref(place.key, "arn"),
      snapshotRetentionLimit: parseDuration(store.backups.retention) / 86400,
      finalSnapshotIdentifier: `${identifier}-final`,
      logDeliveryConfiguration: parts.logs.map((log, index) => ({
        destination: ref(log, "name"),
        destinationType: "cloudwatch-logs",
        logFormat: "json",
        logType: logTypes[index] ?? "",
      })),
    },
    // ElastiCache protects nothing itself, and an older version would be a new store.
    ...(store.deletionProtection && { lifecycle: { preventDestroy: true } }),
  });
}

function subnetGroup(input: Input): TerraformNode<"aws_elasticache_subnet_group"> {
  return terraform("aws_elasticache_subnet_group", {
    ...nodeOf(input),
    config: {
      name: identifierOf(input),
      description: `Data subnets of ${identifierOf(input)}`,
      subnetIds: input.place.network.subnets.data.map((subnet) => ref(subnet.node, "id")),
    },
  });
}

/** What does not fit is refused, as in the cluster. A new family needs a new group before the old one goes. */
function parameterGroup(input: Input): TerraformNode<"aws_elasticache_parameter_group"> {
  const [major = ""] = input.store.version.split(".");
  const family = `${engine}${major}`;
  return terraform("aws_elasticache_parameter_group", {
    ...nodeOf(input),
    config: {
      name: `${identifierOf(input)}-${family}${isSharded(input) ? "-cluster" : ""}`,
      description: `Parameters of ${identifierOf(input)}`,
      family,
      parameter: [
        ...(isSharded(input) ? [{ name: "cluster-enabled", value: "yes" }] : []),
        { name: "maxmemory-policy", value: "noeviction" },
      ],
    },
    lifecycle: { createBeforeDestroy: true },
  });
}

/** The prefix keeps the account's one policy for deliveries from growing with each log group. */
function logGroups(input: Input): TerraformNode<"aws_cloudwatch_log_group">[] {
  return logTypes.map((log) =>
    logGroup({
      stack: "data",
      name: `store_${input.name}_${log}`,
      logGroupName: `/aws/vendedlogs/elasticache/${identifierOf(input)}/${log}`,
      retention: input.store.logRetention,
      key: input.place.network.logKey,
      origin: nodeOf(input).origin,
    }),
  );
}

function isSharded({ store }: Input): boolean {
  return store.shards > 1;
}

function identifierOf({ context, name }: Input): string {
  return `${context.name}-${name}`;
}

function nodeOf({ name }: Input): { readonly stack: "data"; readonly name: string; readonly origin: SpecPath } {
  return { stack: "data", name, origin: ["stores", name] };
}
