import { describe, expect, it } from "vitest";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile } from "./compile.ts";
import { storesSpec } from "./stores.ts";

const { graph } = compile(storesSpec);

it("compiles to the reviewed graph: stores", async () => {
  await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/stores.yaml");
});

describe("a PostgreSQL on RDS", () => {
  const [database] = graph.resources("aws_db_instance");

  it("is private, encrypted, in two zones and hard to lose unless the spec says otherwise", () => {
    expect(database?.config).toMatchObject({
      publiclyAccessible: false,
      storageEncrypted: true,
      kmsKeyId: { $ref: "data/aws_kms_key.stores" },
      multiAz: true,
      backupRetentionPeriod: 14,
      deletionProtection: true,
      skipFinalSnapshot: false,
    });
    const relaxed = storesSpec.replace("storage: 50Gi", "multiAz: false, backups: { retention: 1d }");
    expect(compile(relaxed).graph.resources("aws_db_instance")[0]?.config).toMatchObject({
      multiAz: false,
      backupRetentionPeriod: 1,
      allocatedStorage: 20,
    });
  });

  it("has a password that only AWS knows: none is in the graph", () => {
    expect(database?.config.manageMasterUserPassword).toBe(true);
    expect(Object.keys(database?.config ?? {})).not.toContain("password");
    expect(graph.nodes.some((node) => String(node.type).includes("secret_version"))).toBe(false);
  });

  it("stands in the data subnets, and admits nothing but its port from the nodes", () => {
    const subnets = graph.resources("aws_db_subnet_group")[0]?.config.subnetIds;
    expect(subnets).toEqual(["a", "b"].map((zone) => ({ $ref: `network/aws_subnet.data_${zone}`, attribute: "id" })));
    const rules = graph
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ config }) => graph.follow(config.securityGroupId, "aws_security_group")?.name === "store_orders_db");
    expect(rules.map(({ config }) => config)).toMatchObject([
      { fromPort: 5432, toPort: 5432, referencedSecurityGroupId: { $ref: "network/aws_security_group.nodes" } },
    ]);
  });

  it("tells those who use it where it is and how to log in, and lets them out to it", () => {
    const objects = (name: string) =>
      JSON.stringify(graph.nodes.filter((node) => node.kind === "kubernetes" && node.name === `shop.${name}`));
    for (const variable of ["HOST", "NAME", "PASSWORD", "PORT", "USER"])
      expect(objects("api")).toContain(`"ORDERS_DB_${variable}"`);
    expect(objects("api")).toContain('"cidr":"10.20.192.0/22"');
    expect(objects("other")).not.toContain("ORDERS_DB");
    expect(objects("other")).not.toContain("10.20.192.0/22");
  });

  it("gives the reader of a service's secrets that login and its key, and nothing else", () => {
    const document = graph.resources("data.aws_iam_policy_document").find(({ name }) => name === "service_api_secrets");
    expect(document?.config.statement).toMatchObject([
      { resources: [{ $ref: "data/aws_db_instance.orders_db", attribute: "master_user_secret[0].secret_arn" }] },
      { resources: [{ $ref: "data/aws_kms_key.stores", attribute: "arn" }] },
    ]);
  });

  it("has log groups of ours before it, since those that RDS makes are neither encrypted nor ever emptied", () => {
    for (const log of ["postgresql", "upgrade"])
      expect(database?.dependsOn).toContain(`data/aws_cloudwatch_log_group.store_orders_db_${log}`);
  });

  it("takes everything but itself away with the edge", () => {
    const without = compile(storesSpec.replace("uses: { orders-db: read-write }", "uses: {}")).graph;
    expect(without.resources("aws_db_instance")).toHaveLength(1);
    expect(JSON.stringify(without.nodes.filter(({ stack }) => stack === "workloads"))).not.toContain("orders_db");
    expect(without.nodes.filter(({ stack, name }) => stack === "identity" && name.includes("api"))).toEqual([]);
  });
});

describe("a bucket on S3", () => {
  const statementsOf = (text: string) =>
    compile(text)
      .graph.resources("data.aws_iam_policy_document")
      .find(({ name }) => name === "service_writer")?.config.statement;
  const actionsOf = (verb: string) =>
    JSON.stringify(statementsOf(storesSpec.replace("uploads: write", `uploads: ${verb}`))).match(/(s3|kms):\w+/g);

  it("is closed to the public, encrypted with the stores' key, and answers over TLS only", () => {
    const [block] = graph.resources("aws_s3_bucket_public_access_block");
    expect(block?.config).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const [encryption] = graph.resources("aws_s3_bucket_server_side_encryption_configuration");
    expect(JSON.stringify(encryption?.config)).toContain("data/aws_kms_key.stores");
    const policy = graph.resources("data.aws_iam_policy_document").find(({ name }) => name === "bucket_uploads");
    expect(JSON.stringify(policy?.config)).toContain("aws:SecureTransport");
  });

  it("gives each verb its actions on that bucket, and on no other", () => {
    expect(actionsOf("read")).toEqual(["s3:ListBucket", "s3:GetObject", "kms:Decrypt", "kms:ViaService"]);
    expect(actionsOf("write")).not.toContain("s3:GetObject");
    expect(actionsOf("write")).toContain("s3:PutObject");
    expect(actionsOf("read-write")).toEqual(expect.arrayContaining(["s3:GetObject", "s3:PutObject"]));
    expect(statementsOf(storesSpec)).toMatchObject([
      { resources: [{ $ref: "data/aws_s3_bucket.uploads", attribute: "arn" }] },
      { resources: [{ $template: [{ $ref: "data/aws_s3_bucket.uploads", attribute: "arn" }, "/*"] }] },
      { resources: [{ $ref: "data/aws_kms_key.stores", attribute: "arn" }] },
    ]);
  });

  it("tells those who use it its name", () => {
    const object = graph.objects("Deployment").find(({ name }) => name === "shop.writer")?.object;
    expect(JSON.stringify(object)).toContain('"UPLOADS_BUCKET"');
  });
});

describe("a bucket in a network with a private STS endpoint", () => {
  it("can be used: the pods reach the endpoint that gives them their role", () => {
    const withSts = storesSpec.replace("zones: [a, b]", "zones: [a, b]\n  endpoints: { sts: {} }");
    const { graph: withEndpoint, model } = compile(withSts);
    const policy = withEndpoint.objects("NetworkPolicy").find(({ name }) => name === "shop.writer");
    const [subnet = ""] = Object.values(model.spec.network.tiers.private?.cidrs ?? {});
    expect(JSON.stringify(policy?.object)).toContain(`{"ipBlock":{"cidr":"${subnet}"}}`);
  });
});
