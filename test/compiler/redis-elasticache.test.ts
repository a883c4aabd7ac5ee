import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { storesSpec } from "./stores.ts";

const { graph } = compile(storesSpec);
const cache = (name: string, of = graph) =>
  of.resources("aws_elasticache_replication_group").find((node) => node.name === name);
const player = JSON.stringify(graph.objects("Deployment").find(({ name }) => name === "shop.player")?.object);

describe("a Redis on ElastiCache", () => {
  it("is encrypted, in two zones and hard to lose unless the spec says otherwise", () => {
    expect(cache("sessions")).toMatchObject({
      lifecycle: { preventDestroy: true },
      config: {
        engine: "valkey",
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        atRestEncryptionEnabled: "true",
        kmsKeyId: { $ref: "data/aws_kms_key.stores" },
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        replicasPerNodeGroup: 1,
        snapshotRetentionLimit: 14,
        finalSnapshotIdentifier: "shop-sessions-final",
      },
    });
    const relaxed = "cache.t4g.small, replicas: 0, multiAz: false, backups: { retention: 1d } }";
    const { graph: small } = compile(storesSpec.replace("cache.t4g.small }", relaxed));
    expect(cache("sessions", small)?.config).toMatchObject({
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
      replicasPerNodeGroup: 0,
      snapshotRetentionLimit: 1,
    });
  });

  it("has one user, who logs in with a role: there is no password anywhere, and no user `default`", () => {
    const users = graph.resources("aws_elasticache_user").map(({ config }) => config);
    expect(users).toMatchObject([
      { userId: "shop-scores", userName: "shop-scores", authenticationMode: { type: "iam" } },
      { userId: "shop-sessions", userName: "shop-sessions", authenticationMode: { type: "iam" } },
    ]);
    expect(JSON.stringify(users)).not.toContain("assword");
    expect(cache("sessions")?.config).not.toHaveProperty("authToken");
    expect(cache("sessions")?.config.userGroupIds).toMatchObject([
      { $ref: "data/aws_elasticache_user_group.sessions" },
    ]);
  });

  it("lets those who use it log in to it as that user, and nobody else", () => {
    const documents = graph.resources("data.aws_iam_policy_document");
    const document = documents.find(({ name }) => name === "service_player");
    expect(document?.config.statement).toMatchObject([
      {
        actions: ["elasticache:Connect"],
        resources: [
          { $ref: "data/aws_elasticache_replication_group.scores", attribute: "arn" },
          { $ref: "data/aws_elasticache_user.scores", attribute: "arn" },
        ],
      },
      { actions: ["elasticache:Connect"] },
    ]);
    const others = documents.filter(({ name }) => name !== "service_player");
    expect(JSON.stringify(others.map(({ config }) => config))).not.toContain("elasticache");
  });

  it("tells where it is, for which name and user a token is signed, and whether it is a cluster", () => {
    const both = ["SCORES_HOST", "SCORES_NAME", "SCORES_PORT", "SCORES_TLS", "SCORES_USER", "SCORES_CLUSTER"];
    const sessions = both.slice(0, 5).map((name) => name.replace("SCORES", "SESSIONS"));
    expect(player.match(/(SCORES|SESSIONS)_[A-Z]+/g)).toEqual([...both, ...sessions]);
  });

  it("is a cluster from two shards on, which clients find at an endpoint of its own", () => {
    expect(cache("scores")?.config).toMatchObject({ clusterMode: "enabled", numNodeGroups: 2 });
    expect(cache("sessions")?.config).not.toHaveProperty("clusterMode");
    expect(player).toContain(
      '"$ref":"data/aws_elasticache_replication_group.scores","attribute":"configuration_endpoint',
    );
    expect(player).toContain('"$ref":"data/aws_elasticache_replication_group.sessions","attribute":"primary_endpoint');
    const [clustered, single] = graph.resources("aws_elasticache_parameter_group").map(({ config }) => config);
    expect(clustered?.parameter).toContainEqual({ name: "cluster-enabled", value: "yes" });
    expect(single?.parameter).toEqual([{ name: "maxmemory-policy", value: "noeviction" }]);
  });

  it("stands in the data subnets, and admits nothing but its port from the nodes", () => {
    const [scores, sessions] = graph
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ origin }) => ["scores", "sessions"].includes(String(origin[1])));
    expect(scores?.config).toMatchObject({
      fromPort: 6380,
      referencedSecurityGroupId: { $ref: "network/aws_security_group.nodes" },
    });
    expect(sessions?.config).toMatchObject({ fromPort: 6379 });
    for (const group of graph.resources("aws_elasticache_subnet_group"))
      expect(JSON.stringify(group.config.subnetIds)).toMatch(/data_a.*data_b/);
  });

  it("writes its logs to encrypted groups that end", () => {
    const logs = graph.resources("aws_cloudwatch_log_group").filter(({ name }) => name.startsWith("store_sessions"));
    expect(logs.map(({ config }) => config)).toMatchObject(
      ["engine-log", "slow-log"].map((log) => ({
        name: `/aws/vendedlogs/elasticache/shop-sessions/${log}`,
        retentionInDays: 90,
        kmsKeyId: { $ref: "network/aws_kms_key.logs" },
      })),
    );
  });

  it("has parameters of its version, made before the old ones go", () => {
    const newer = storesSpec.replace("cache.t4g.small }", 'cache.t4g.small, version: "9.0" }');
    const groups = compile(newer).graph.resources("aws_elasticache_parameter_group");
    expect(groups.find(({ name }) => name === "sessions")).toMatchObject({
      config: { name: "shop-sessions-valkey9", family: "valkey9" },
      lifecycle: { createBeforeDestroy: true },
    });
  });
});
