import { describe, expect, test } from "vitest";
import { formats } from "../../policies/report/index.ts";
import { type Ended, filesIn, folderWith, groundplan } from "./harness.ts";

/** A spec with a secret wherever one can be, next to lines about which policies have something to say. */
const spec = `version: 1
system: shop
owner: platform@example.com
description: "postgres://app:hunter2@db.example.com/app" # the password is password=hunter2
tags: { access-token: hunter2 }
regions: { eu-west-1: { cidr: 10.20.0.0/16 } }
network: { tiers: { public: {}, private: {}, data: {} } }
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 6 } }
  addons: { aws-load-balancer-controller: {}, external-secrets: {}, metrics-server: {}, cluster-autoscaler: {} }
stores:
  app-db: { kind: postgres, engine: rds, instance: db.t4g.medium, storage: 20Gi, version: "17" }
  hot: { kind: redis, engine: elasticache, nodeType: cache.t4g.small }
queues: { orders: {} }
secrets: { stripe: {} }
services:
  api:
    image: { repository: shop/api, tag: latest }
    port: 8080
    env:
      LOG_LEVEL: info
      DB_PASSWORD: "hunter2 and more"
      DATABASE_URL: postgres://app:hunter2@db.example.com/app
      FOLDED_TOKEN: >-
        hunter2
        hunter2
    secrets: { STRIPE_KEY: { secret: stripe } }
    command: [api, --password, hunter2, --verbose]
    args: ["--token=hunter2"]
    files:
      /etc/app/config.json: |
        {"user":"app","password":"hunter2"}
      /etc/app/key.pem: |
        -----BEGIN PRIVATE KEY-----
        hunter2hunter2hunter2
        -----END PRIVATE KEY-----
    probes:
      readiness: { command: [redis-cli, -a, hunter2, ping] }
      liveness: { command: [redis-cli, -a, hunter2, ping] }
    migrations: { command: [migrate, "--url=postgres://app:hunter2@db/app"] }
    init: { load: { image: { repository: load, tag: latest }, args: [--secret, hunter2] } }
    sidecars: { proxy: { image: { repository: proxy, tag: latest }, env: { PROXY_TOKEN: hunter2 } } }
    uses: { app-db: read-write, orders: send, hot: read }
  worker: { image: { repository: shop/worker, tag: latest }, env: { API_TOKEN: hunter2 }, security: { readOnlyRootFilesystem: false }, uses: { orders: receive } }
routes:
  public: { listen: { 80: api } }
environments:
  prod:
    services: { api: { env: { DB_PASSWORD: hunter2-of-prod } } }
overrides:
  workloads/Deployment.shop.api:
    spec: { template: { spec: { containers: { 0: { env: { 0: { name: EXTRA_PASSWORD, value: hunter2 } } } } } } }
  data/aws_db_instance.app_db: { manageMasterUserPassword: null, password: hunter2hunter2 }
  data/aws_elasticache_replication_group.hot: { userGroupIds: null, authToken: hunter2hunter2 }
  cluster/aws_launch_template.workers: { userData: ${Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2\n").toString("base64")} }
  platform/helm_release.metrics_server: { setSensitive: [{ name: adminPassword, value: hunter2 }] }
waivers:
  - policy: secret-no-literals
    target: services.worker
    reason: The worker is taken away before the first release.
    owner: platform@example.com
    expires: 2027-01-31
`;

const before = spec.replaceAll("hunter2", "hunter1").replace("orders: {}", "orders: {}, old: {}");
const folder = folderWith({ "spec/shop/spec.yaml": spec, "before/spec/shop/spec.yaml": before });
const secret = /hunter|aHVudGVy|aHVudGVyMg|Q9aHVudGVyMg|1bnRlcj/;

async function said(...argv: readonly string[]): Promise<Ended> {
  const ended = await groundplan(folder, argv, { columns: 300 });
  expect(ended.stdout.length + ended.stderr.length).toBeGreaterThan(0);
  return ended;
}

function expectNothing({ stdout, stderr }: Ended): void {
  const lines = `${stdout}\n${stderr}`.split("\n");
  expect(lines.filter((line) => secret.test(line))).toEqual([]);
}

describe("what looks like a secret is printed by", () => {
  test.each(formats)("no report: %s", async (format) => {
    const check = await said("check", "spec/shop/spec.yaml", "--format", format);
    expect(check.code).toBe(1);
    expectNothing(check);
    expectNothing(await said("check", "spec/shop/spec.yaml", "--format", format, "--against", "./before"));
  });

  test("no resolved spec, and its other values stay", async () => {
    const resolved = await said("resolve", "spec/shop/spec.yaml");
    expectNothing(resolved);
    expect(resolved.stdout).toContain("LOG_LEVEL: info #");
    expect(resolved.stdout).toContain("DB_PASSWORD: ••• #");
    expect(resolved.stdout).toContain("secret: stripe");
    expectNothing(await said("resolve", "spec/shop/spec.yaml", "--env", "prod"));
  });

  test.each([
    "secret-no-literals",
    "pod-probes",
    "services.api",
    "services.api.env",
    "services.api.env.DB_PASSWORD",
    "services.worker",
    "stores.app-db",
    "overrides",
    "workloads/Deployment.shop.api",
    "workloads/Job.shop.api-migrate",
    "workloads/ConfigMap.shop.api-files",
    "data/aws_db_instance.app_db",
    "data/aws_elasticache_replication_group.hot",
    "cluster/aws_launch_template.workers",
    "platform/helm_release.metrics_server",
    "api",
  ])("no explanation: %s", async (subject) => {
    expectNothing(await said("explain", subject, "--spec", "spec/shop/spec.yaml"));
  });

  test.each(["services.api.env.DB_PASSWORD=hunter2-is-new", 'services.api.args=["--token=hunter2-is-new"]'])(
    "no explanation of a change: %s",
    async (change) => {
      const explained = await said("explain", change, "--spec", "spec/shop/spec.yaml");
      expect(explained.stdout).toContain("changes\n");
      expectNothing(explained);
    },
  );

  test.each([
    ["access", "--format", "json"],
    ["access", "--format", "markdown"],
    ["access"],
    ["graph"],
    ["graph", "--format", "svg"],
    ["baseline", "--output", "baseline.txt"],
  ])("no %s %s %s", async (...argv) => {
    expectNothing(await said(...argv, "spec/shop/spec.yaml"));
    for (const [file, content] of Object.entries(filesIn(folder))) {
      if (!file.endsWith("spec.yaml")) expect(content).not.toMatch(secret);
    }
  });

  test.each([
    ["a number where there must be text", 'DB_PASSWORD: "hunter2 and more"', "DB_PASSWORD: 24242424"],
    ["text where there must be a map", "STRIPE_KEY: { secret: stripe }", "STRIPE_KEY: 24242424"],
    ["text where there must be a list", 'args: ["--token=hunter2"]', 'args: "--password=24242424"'],
    ["a key that the language does not have", "port: 8080", "port: 8080\n    password: 24242424"],
    ["no YAML", "LOG_LEVEL: info", "LOG_LEVEL: *info\n      OTHER_PASSWORD: *24242424"],
    ["no YAML, with a quote that stays open", "LOG_LEVEL: info", "LOG_LEVEL: info\n      OTHER_PASSWORD: '24242424"],
  ])("no mistake: %s", async (_, right, wrong) => {
    const broken = folderWith({ "spec.yaml": spec.replace(right, wrong) });
    for (const format of formats) {
      const ended = await groundplan(broken, ["check", "spec.yaml", "--format", format], { columns: 300 });
      expect(ended.code).toBe(2);
      expectNothing(ended);
      expect(ended.stdout).not.toContain("24242424");
    }
  });
});

test("a fix whose lines hold a secret is shown by no report, and is made all the same", async () => {
  const own = folderWith({ "spec.yaml": spec });
  const { stdout } = await groundplan(own, ["check", "spec.yaml", "--format", "markdown"]);
  expect(stdout).not.toContain("readOnlyRootFilesystem: true");
  expectNothing(await groundplan(own, ["check", "spec.yaml", "--fix"]));
  expect(filesIn(own)["spec.yaml"]).toContain("API_TOKEN: hunter2 }, security: { readOnlyRootFilesystem: true }");
});
