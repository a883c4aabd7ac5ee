import { describe, expect, it } from "vitest";
import { compile, shop } from "./compile.ts";

/** The shop with more in a section, used by the worker. */
function withUse(sections: string, uses: string): ReturnType<typeof compile>["graph"] {
  const text = shop.replace("services:\n", `${sections}\nservices:\n`);
  return compile(text.replace("uses: { jobs: receive }", `uses: { ${uses} }`)).graph;
}

type Graph = ReturnType<typeof withUse>;

const containersOf = (graph: Graph) =>
  graph.objects("Deployment").find(({ name }) => name === "shop.worker")?.object.spec?.template.spec?.containers;
const egressOf = (graph: Graph) =>
  graph.objects("NetworkPolicy").find(({ name }) => name === "shop.worker")?.object.spec?.egress;

describe("a host elsewhere", () => {
  it("is reached at its addresses and its port only", () => {
    const graph = withUse(
      "external: { mail: { host: smtp.example.com, port: 587, cidrs: [203.0.113.0/26] } }",
      "mail: connect",
    );
    expect(egressOf(graph)).toEqual([
      { to: [{ ipBlock: { cidr: "203.0.113.0/26" } }], ports: [{ protocol: "TCP", port: 587 }] },
    ]);
    expect(containersOf(graph)).toMatchObject([
      {
        env: [
          { name: "MAIL_HOST", value: "smtp.example.com" },
          { name: "MAIL_PORT", value: "587" },
        ],
      },
    ]);
  });

  it("is any public address where nobody knows its own, and has a URL on 443", () => {
    const graph = withUse("external: { deepgram: { host: api.deepgram.com } }", "deepgram: connect");
    expect(egressOf(graph)).toMatchObject([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32", "10.20.0.0/16"] } }] },
    ]);
    expect(containersOf(graph)).toMatchObject([
      { env: expect.arrayContaining([{ name: "DEEPGRAM_URL", value: "https://api.deepgram.com" }]) },
    ]);
  });
});

describe("a secret", () => {
  const graph = withUse("", "stripe: read");
  const statements = graph.resources("data.aws_iam_policy_document").find(({ name }) => name === "service_worker")
    ?.config.statement;

  it("can be read by the service's own role: that one, through Secrets Manager only", () => {
    expect(statements).toMatchObject([
      {
        actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        resources: [{ $ref: "data/aws_secretsmanager_secret.stripe", attribute: "arn" }],
      },
      {
        actions: ["kms:Decrypt"],
        resources: [{ $ref: "data/aws_kms_key.secrets", attribute: "arn" }],
        condition: [{ variable: "kms:ViaService", values: ["secretsmanager.eu-west-1.amazonaws.com"] }],
      },
    ]);
  });

  it("is found by its ARN, which is all that the pod is told", () => {
    expect(containersOf(graph)).toMatchObject([
      {
        env: [
          { name: "STRIPE_SECRET_ARN", value: { $ref: "data/aws_secretsmanager_secret.stripe", attribute: "arn" } },
        ],
      },
    ]);
  });

  it("is reached where Secrets Manager answers: in the VPC too, with an endpoint there", () => {
    const cidrs = (text: string) => JSON.stringify(egressOf(compile(text).graph)).match(/10\.20\.\d+\.\d+\/\d+/g);
    const worker = shop.replace("uses: { jobs: receive }", "uses: { stripe: read }");
    expect(cidrs(worker)).toEqual(["10.20.0.0/16"]);
    const endpoint = (name: string) => worker.replace("zones: [a, b]", `zones: [a, b]\n  endpoints: { ${name}: {} }`);
    expect(cidrs(endpoint("secretsmanager"))).toHaveLength(3);
    expect(cidrs(endpoint("sqs"))).toHaveLength(1);
  });
});

describe("a queue without a dead-letter queue", () => {
  it("is one queue, and keeps what cannot be processed", () => {
    const { graph } = compile(shop.replace("visibilityTimeout: 2m", "deadLetter: { enabled: false }"));
    const queues = graph.resources("aws_sqs_queue");
    expect(queues.map(({ name }) => name)).toEqual(["jobs"]);
    expect(queues[0]?.config.redrivePolicy).toBeUndefined();
  });
});

describe("a user pool", () => {
  const pool = "userPools: { users: { clients: { platform: {} } } }";
  const actionsOf = (verb: string) =>
    JSON.stringify(
      withUse(pool, `users: ${verb}`)
        .resources("data.aws_iam_policy_document")
        .find(({ name }) => name === "service_worker")?.config.statement ?? "",
    ).match(/cognito-idp:\w+/g);

  it("is closed to who is not invited, and hard to lose, unless the spec says otherwise", () => {
    const graph = withUse(pool, "users: connect");
    expect(graph.resources("aws_cognito_user_pool")[0]?.config).toMatchObject({
      deletionProtection: "ACTIVE",
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
    });
    expect(graph.resources("aws_cognito_user_pool_client")[0]?.config).toMatchObject({
      generateSecret: false,
      preventUserExistenceErrors: "ENABLED",
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    });
  });

  it("tells those who use it what signing in takes, and who only connects needs no AWS identity", () => {
    const graph = withUse(pool, "users: connect");
    const variables = ["USERS_ISSUER", "USERS_PLATFORM_CLIENT_ID", "USERS_USER_POOL_ID"];
    for (const variable of variables) expect(JSON.stringify(containersOf(graph))).toContain(`"${variable}"`);
    expect(graph.resources("aws_iam_role").some(({ name }) => name === "service_worker")).toBe(false);
  });

  it("gives each verb its actions on that pool", () => {
    expect(actionsOf("connect")).toBeNull();
    expect(actionsOf("read")).toContain("cognito-idp:ListUsers");
    expect(actionsOf("read")).not.toContain("cognito-idp:AdminCreateUser");
    expect(actionsOf("write")).toContain("cognito-idp:AdminCreateUser");
    expect(actionsOf("write")).not.toContain("cognito-idp:AdminSetUserPassword");
    expect(actionsOf("read-write")).toEqual(expect.arrayContaining(["cognito-idp:ListUsers"]));
  });
});
