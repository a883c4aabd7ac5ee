import { describe, expect, it } from "vitest";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile } from "./compile.ts";
import { inClusterStores } from "./in-cluster-stores.ts";

const { graph } = compile(inClusterStores);

type Graph = typeof graph;
const setOf = (name: string, { objects }: Pick<Graph, "objects"> = graph) =>
  objects("StatefulSet").find((node) => node.name === name)?.object.spec;
const policyOf = (name: string) => graph.objects("NetworkPolicy").find((node) => node.name === name)?.object.spec;
const podsOf = (name: string, namespace = "factory-system") => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { "app.kubernetes.io/name": name } },
});

describe("stores in the cluster", () => {
  it("compile to the reviewed graph", async () => {
    await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/in-cluster-stores.yaml");
  });

  it("are objects that Kubernetes takes", () => {
    expect(checkObjects(graph)).toEqual([]);
  });

  it("give each service that uses them where they are, and the login", () => {
    const [api] = graph.objects("Deployment").filter(({ name }) => name === "factory-system.api");
    const secretKeyRef = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
    expect(api?.object.spec?.template.spec?.containers).toMatchObject([
      {
        env: [
          { name: "MINIO_BUCKET", value: "minio" },
          { name: "MINIO_ENDPOINT", value: "http://minio.factory-system.svc.cluster.local:9000" },
          { name: "POSTGRES_HOST", value: "postgres.factory-system.svc.cluster.local" },
          { name: "POSTGRES_NAME", value: "app" },
          { name: "POSTGRES_PORT", value: "5432" },
          { name: "POSTGRES_USER", value: "app_admin" },
          { name: "REDIS_HOST", value: "redis.factory-system.svc.cluster.local" },
          { name: "REDIS_PORT", value: "6379" },
          { name: "SESSIONS_HOST", value: "sessions.redis.svc.cluster.local" },
          { name: "SESSIONS_PORT", value: "6379" },
          { name: "SESSIONS_CLUSTER", value: "true" },
          { name: "MINIO_ACCESS_KEY", ...secretKeyRef("minio-login", "accessKey") },
          { name: "MINIO_SECRET_KEY", ...secretKeyRef("minio-login", "secretKey") },
          { name: "POSTGRES_PASSWORD", ...secretKeyRef("postgres-login", "password") },
          { name: "REDIS_PASSWORD", ...secretKeyRef("redis-login", "password") },
          { name: "SESSIONS_PASSWORD", ...secretKeyRef("api", "SESSIONS_PASSWORD") },
        ],
      },
    ]);
  });

  it("admit the services that use them, on one port, and their own jobs", () => {
    expect(policyOf("factory-system.postgres")?.ingress).toEqual([
      { from: [podsOf("api"), podsOf("api-migrate")], ports: [{ protocol: "TCP", port: 5432 }] },
      { from: [podsOf("postgres-backups")], ports: [{ protocol: "TCP", port: 5432 }] },
      { from: [podsOf("postgres")] },
    ]);
    expect(policyOf("factory-system.minio-bucket")).toMatchObject({
      egress: [{ to: [podsOf("minio")], ports: [{ port: 9000 }] }],
    });
  });

  it("run before the services that use them are installed or migrated", () => {
    const [api] = graph.resources("helm_release").filter(({ name }) => name === "api");
    expect(api?.dependsOn).toEqual([
      "workloads/helm_release.factory_system_access",
      ...["minio", "postgres", "redis", "sessions"].map((name) => `workloads/helm_release.${name}`),
    ]);
  });

  it("make a password that nobody knows, once, and keep it as long as the data", () => {
    const [login] = graph.objects("ExternalSecret").filter(({ name }) => name === "factory-system.postgres-login");
    expect(login?.object).toMatchObject({
      metadata: { annotations: { "helm.sh/resource-policy": "keep" } },
      spec: { refreshPolicy: "CreatedOnce", dataFrom: [{ sourceRef: { generatorRef: { name: "postgres-login" } } }] },
    });
    expect(graph.resources("aws_iam_role").map(({ name }) => name)).not.toContain("service_postgres_secrets");
  });

  it("read a password of the spec by a role of their own", () => {
    expect(graph.resources("aws_iam_role").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["service_api_secrets", "service_sessions_secrets"]),
    );
    expect(graph.objects("Password").map(({ name }) => name)).not.toContain("redis.sessions-login");
  });

  it("have a budget that never holds a node back", () => {
    expect(graph.objects("PodDisruptionBudget").map(({ name, object }) => [name, object.spec?.maxUnavailable])).toEqual(
      expect.arrayContaining([
        ["factory-system.minio", 1],
        ["factory-system.postgres", 1],
        ["factory-system.redis", 1],
        ["redis.sessions", 1],
      ]),
    );
  });
});

describe("a PostgreSQL in the cluster", () => {
  it("runs as the image's own user, with its data below the volume", () => {
    expect(setOf("factory-system.postgres")?.template).toMatchObject({
      spec: {
        securityContext: { runAsUser: 999, fsGroup: 999, runAsNonRoot: true },
        containers: [
          {
            image: "docker.io/library/postgres@sha256:00bc86618629af00d2937fdc5a5d63db3ff8450acf52f0636ec813c7f4902929",
            env: expect.arrayContaining([{ name: "PGDATA", value: "/data/pgdata" }]),
            securityContext: { readOnlyRootFilesystem: true },
          },
        ],
      },
    });
    const alpine = compile(inClusterStores.replace("backups: {", "image: { tag: 17.6-alpine }, backups: {")).graph;
    expect(setOf("factory-system.postgres", alpine)?.template.spec).toMatchObject({
      securityContext: { runAsUser: 70 },
      containers: [{ image: "docker.io/library/postgres:17.6-alpine" }],
    });
  });

  it("is dumped by a job to a volume that outlives both", () => {
    const [job] = graph.objects("CronJob");
    expect(job?.object.spec).toMatchObject({ schedule: "30 2 * * *", concurrencyPolicy: "Forbid" });
    expect(JSON.stringify(job?.object)).toContain("-mmin +10080 -delete");
    expect(graph.objects("PersistentVolumeClaim").map(({ object }) => object.metadata)).toMatchObject([
      { name: "postgres-backups", annotations: { "helm.sh/resource-policy": "keep" } },
    ]);
    // The claim is bound only when the first job runs.
    const [release] = graph.resources("helm_release").filter(({ name }) => name === "postgres_backups");
    expect(release?.config).toMatchObject({ wait: false, atomic: false });
  });
});

describe("a Redis in the cluster", () => {
  it("is one pod with a log of its changes", () => {
    expect(setOf("factory-system.redis")).toMatchObject({ replicas: 1, podManagementPolicy: "OrderedReady" });
    const [config] = graph.objects("ConfigMap").filter(({ name }) => name === "factory-system.redis-config");
    expect(config?.object.data?.["redis.conf"]).toContain("appendonly yes");
    expect(config?.object.data?.["redis.conf"]).not.toContain("cluster");
    expect(graph.objects("Job").map(({ name }) => name)).not.toContain("factory-system.redis-form");
  });

  it("is a cluster from three shards on, a pod on each node, formed after each rollout", () => {
    const set = setOf("redis.sessions");
    expect(set).toMatchObject({ replicas: 3, podManagementPolicy: "Parallel" });
    expect(set?.template.spec).toMatchObject({
      nodeSelector: { "groundplan.dev/node-pool": "redis" },
      tolerations: [{ key: "dedicated", value: "redis" }],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
        },
      },
      containers: [{ ports: [{ name: "redis" }, { name: "bus", containerPort: 16379 }] }],
    });
    const [job] = graph.objects("Job").filter(({ name }) => name === "redis.sessions-form");
    expect(job?.object.metadata?.annotations).toMatchObject({ "helm.sh/hook": "post-install,post-upgrade" });
    const withReplicas = compile(
      inClusterStores
        .replace("shards: 3", "shards: 3, replicas: 1".replace(", ", "\n    "))
        .replace("max: 3", "max: 6")
        .replace("min: 3", "min: 6"),
    ).graph;
    expect(setOf("redis.sessions", withReplicas)).toHaveProperty("replicas", 6);
  });

  it("lets clients in on one port, and its own pods on all", () => {
    expect(policyOf("redis.sessions")?.ingress).toEqual([
      { from: [podsOf("api"), podsOf("api-migrate")], ports: [{ protocol: "TCP", port: 6379 }] },
      { from: [podsOf("sessions-form", "redis")], ports: [{ protocol: "TCP", port: 6379 }] },
      { from: [podsOf("sessions", "redis")] },
    ]);
  });
});

describe("a bucket in the cluster", () => {
  it("is of a MinIO without its console, and is made once that runs", () => {
    expect(setOf("factory-system.minio")?.template.spec?.containers).toMatchObject([
      {
        env: expect.arrayContaining([{ name: "MINIO_BROWSER", value: "off" }]),
        readinessProbe: { httpGet: { path: "/minio/health/ready", port: 9000 } },
        livenessProbe: { httpGet: { path: "/minio/health/live", port: 9000 } },
      },
    ]);
    const [job] = graph.objects("Job").filter(({ name }) => name === "factory-system.minio-bucket");
    expect(JSON.stringify(job?.object)).toContain("mc mb --ignore-existing store/minio");
  });

  it("has its login of two parts from one secret of the spec, where that is named", () => {
    const named = inClusterStores
      .replace("  sessions-password: {}", "  sessions-password: {}\n  minio-login: {}")
      .replace("storage: 50Gi }", "storage: 50Gi, secret: minio-login }");
    const data = compile(named)
      .graph.objects("ExternalSecret")
      .find(({ name }) => name === "factory-system.minio")?.object.spec?.data;
    expect(data).toMatchObject([
      { secretKey: "MINIO_ROOT_PASSWORD", remoteRef: { property: "secretKey" } },
      { secretKey: "MINIO_ROOT_USER", remoteRef: { property: "accessKey" } },
    ]);
  });
});

describe("a Redis that somebody else runs", () => {
  it("gives its users its URL, and a way to it", () => {
    const text = inClusterStores.replace(
      "{ kind: redis, engine: in-cluster, storage: 8Gi }",
      "{ kind: redis, engine: external, host: redis.example.com, cidrs: [198.51.100.10/32], secret: sessions-password }",
    );
    const external = compile(text).graph;
    expect(JSON.stringify(external.objects("Deployment"))).toContain("REDIS_URL");
    const policy = external.objects("NetworkPolicy").find(({ name }) => name === "factory-system.api")?.object.spec;
    expect(policy?.egress).toContainEqual({
      to: [{ ipBlock: { cidr: "198.51.100.10/32" } }],
      ports: [{ protocol: "TCP", port: 6379 }],
    });
  });
});
