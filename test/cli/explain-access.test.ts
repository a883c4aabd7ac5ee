import { describe, expect, test } from "vitest";
import { shop } from "../compiler/compile.ts";
import { folderWith, groundplan } from "./harness.ts";

const spec = shop
  .trimStart()
  .replace("jobs: send,", "jobs: send, mails: send,")
  .replace("queues:\n", "queues:\n  mails: {}\n");
const folder = folderWith({ "spec/shop/spec.yaml": spec });
const explain = async (subject: string, ...flags: readonly string[]) =>
  groundplan(folder, ["explain", subject, ...flags]);

/** The lines of one part of an explanation. */
async function part(subject: string, heading: string): Promise<string> {
  const { code, stdout } = await explain(subject);
  expect(code).toBe(0);
  return stdout.split("\n\n").find((block) => block.startsWith(heading)) ?? "";
}

describe("groundplan explain, of a service", () => {
  test("says of each edge what it alone gives, and where the spec says it", async () => {
    const queue = await part("api", "uses queues.jobs: send (spec/shop/spec.yaml:");
    expect(queue).toMatch(/reaches +0\.0\.0\.0\/0 but .*, TCP 443\n/);
    expect(queue).toMatch(/may in AWS +sqs:.*sqs:SendMessage on \$\{aws_sqs_queue\.jobs\.arn\} \(role service_api\)\n/);
    expect(queue).toContain("JOBS_QUEUE_URL = ${aws_sqs_queue.jobs.url}");
    expect(queue).not.toContain("MAILS_QUEUE_URL");
    const service = await part("api", "uses services.prices: connect");
    expect(service).toMatch(/reaches +pods of services\.prices in shop, TCP 9000\n/);
    expect(service).toMatch(/elsewhere +workloads\/NetworkPolicy\.shop\.prices/);
  });

  test("says of two edges what both give", async () => {
    for (const queue of ["jobs", "mails"]) expect(await part("api", `uses queues.${queue}`)).toContain("TCP 443");
  });

  test("takes what two edges ask for in one statement for nothing beside them", async () => {
    expect(await part("api", "uses queues.mails")).toContain("sqs:SendMessage on ${aws_sqs_queue.mails.arn}");
    expect(await part("api", "beside what it uses")).not.toContain("sqs:");
  });

  test("says what it has beside, how secrets are delivered, and who may call it", async () => {
    const beside = await part("api", "beside what it uses");
    expect(beside).toMatch(
      /secret +STRIPE_KEY from Secrets Manager shop\/stripe, its property key, by External Secrets/,
    );
    expect(beside).toMatch(/variable +STRIPE_KEY from the Kubernetes secret api \(spec\/shop\/spec\.yaml:\d+\)/);
    expect(beside).toMatch(/admits +10\.20\..*, TCP 8080/);
    expect(await part("api", "is led to by")).toContain("routes.public");
    expect(await part("prices", "has")).toMatch(/admits +pods of services\.api in shop, TCP 9000/);
  });

  test("says what a statement leaves out, and that it is about nothing", async () => {
    const statement = (more: string) => `{ effect: Deny, actions: ["sqs:DeleteQueue"], ${more} }`;
    const statements = `{ 0: ${statement('resources: null, notResources: ["arn:aws:sqs:*:*:jobs"]')}, 1: ${statement("resources: []")} }`;
    const overrides = `overrides:\n  identity/data.aws_iam_policy_document.service_api: { statement: ${statements} }\n`;
    const other = folderWith({ "spec/shop/spec.yaml": `${spec}${overrides}` });
    const { stdout } = await groundplan(other, ["explain", "api"]);
    expect(stdout).toContain("Deny: sqs:DeleteQueue on all but arn:aws:sqs:*:*:jobs (role service_api)");
    expect(stdout).toContain("Deny: sqs:DeleteQueue on no resource (role service_api)");
  });

  test("says of a policy that IAM would refuse that nobody can say what it allows", async () => {
    const overrides = `overrides:\n  identity/data.aws_iam_policy_document.service_api: { statement: { 0: { actions: [] } } }\n`;
    const other = folderWith({ "spec/shop/spec.yaml": `${spec}${overrides}` });
    const { stdout } = await groundplan(other, ["explain", "api"]);
    expect(stdout).toContain("nobody can say what: its policy is none that IAM accepts (role service_api)");
  });

  test("follows the explanation of the spec's path", async () => {
    const { stdout } = await explain("services.api");
    expect(stdout).toMatch(/^services\.api\n\nvalue\n[\s\S]+\n\naccess of services\.api\n/);
  });
});

test("groundplan explain says who uses a store or a queue, and how", async () => {
  const { stdout } = await explain("jobs");
  expect(stdout).toMatch(/^access of queues\.jobs\n\nused by services\.api: send \(spec/);
  expect(stdout).toContain("used by services.worker: receive (spec");
});

test("groundplan explain --format json says the same to programs", async () => {
  const { code, stdout } = await explain("jobs", "--format", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    subject: "queues.jobs",
    uses: [],
    usedBy: [
      { service: "api", verb: "send", gives: expect.arrayContaining([expect.objectContaining({ kind: "aws" })]) },
      { service: "worker", verb: "receive" },
    ],
  });
  expect((await explain("network", "--format", "json")).code).toBe(2);
  expect((await explain("jbos")).stderr).toContain('did you mean "jobs"?');
});

test("groundplan explain says what an override opened, which no line asks for", async () => {
  const rule = "{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 22 }] }";
  const opened = folderWith({
    "spec/shop/spec.yaml": `${spec}overrides:\n  workloads/NetworkPolicy.shop.prices: { spec: { egress: [${rule}] } }\n`,
  });
  const { stdout } = await groundplan(opened, ["explain", "prices"]);
  expect(stdout).toContain(
    "NOT DECLARED, no line of the spec asks for it\n  services.prices → 198.51.100.0/24: port 22 (",
  );
  expect((await explain("prices")).stdout).not.toContain("NOT DECLARED");
});
