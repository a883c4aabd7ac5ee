import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { accessSchema } from "../../policies/report/access/access-schema.ts";
import { shop } from "../compiler/compile.ts";
import { brokenSpec, folderWith, groundplan } from "./harness.ts";

const folder = folderWith({ "spec/shop/spec.yaml": shop.trimStart() });
const access = (...flags: readonly string[]) => groundplan(folder, ["access", ...flags]);

const plain = { env: { NO_COLOR: "1" } };

const rule = "{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 22 }] }";
const opened = folderWith({
  "spec/shop/spec.yaml": `${shop.trimStart()}overrides:\n  workloads/NetworkPolicy.shop.prices: { spec: { egress: [${rule}] } }\n`,
});

describe.each(["fastapi-app", "attractor-factory", "aldea-eks"])("the access of %s", (system) => {
  const root = join(import.meta.dirname, "../..");

  test("is what its document says", async () => {
    const { code, stdout } = await groundplan(root, ["access", `spec/${system}/spec.yaml`], {
      columns: 120,
      env: { NO_COLOR: "1" },
    });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`../golden/access/${system}.txt`);
  });
});

describe("groundplan access", () => {
  test("prints a grid of words where the terminal is wide, of marks where it is not, and a list where it is narrow", async () => {
    const wide = await groundplan(folder, ["access"], { ...plain, columns: 160 });
    expect(wide.stdout).toMatch(/\n +api +prices +jobs +stripe +internet +aws +kubernetes\n/);
    expect(wide.stdout).toMatch(/\napi +· +connect +send +delivered +443 +· +·\n/);
    const marks = await groundplan(folder, ["access"], { ...plain, columns: 70 });
    expect(marks.stdout).toMatch(/\napi +· {2}\+ {2}\+ {2}\+ {2}\+ {2}· {2}·\n/);
    expect(marks.stdout).toContain("\n   3  jobs\n");
    const list = await groundplan(folder, ["access"], { ...plain, columns: 48 });
    expect(list.stdout).toContain("\nservices.api\n  services.prices connect\n  queues.jobs send\n");
    for (const { stdout, columns } of [
      { ...wide, columns: 160 },
      { ...marks, columns: 70 },
      { ...list, columns: 48 },
    ])
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test("says of each way its line, its port, its rights and its path", async () => {
    const { stdout } = await access("--service", "worker", "--target", "jobs");
    expect(stdout).toContain("services.worker → queues.jobs\n");
    expect(stdout).toMatch(
      /asked by: services\.worker\.uses\.jobs: receive \(spec\/shop\/spec\.yaml:\d+\)\n {2}port: 443\n/,
    );
    expect(stdout).toContain("sqs:DeleteMessage");
    expect(stdout).not.toContain("services.api");
  });

  test("is loud about what no line asks for, and fails with --undeclared where something is", async () => {
    const all = await groundplan(opened, ["access"]);
    expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining("1 not declared") });
    expect(all.stdout).toContain(
      "services.prices → 198.51.100.0/24\n  NOT DECLARED: no line of the spec asks for this\n",
    );
    const only = await groundplan(opened, ["access", "--undeclared"]);
    expect(only.code).toBe(1);
    expect(only.stdout).not.toContain("services.api");
    expect(await access("--undeclared")).toMatchObject({
      code: 0,
      stdout: "access of shop\nspec/shop/spec.yaml: nothing is undeclared\n",
    });
  });

  test("is loud about rights in the cluster that an override gives somebody", async () => {
    const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
    const override = `overrides:\n  cluster/aws_eks_access_policy_association.platform: { policyArn: "${policy}" }\n`;
    const given = folderWith({ "spec/shop/spec.yaml": `${shop.trimStart()}${override}` });
    const { code, stdout } = await groundplan(given, ["access", "--undeclared"]);
    expect(code).toBe(1);
    expect(stdout).toContain("AmazonEKSViewPolicy in the cluster");
  });

  test("shows a system whose secret stores log in with keys", async () => {
    const keys =
      "secretRef: { accessKeyIDSecretRef: { name: a, key: b }, secretAccessKeySecretRef: { name: a, key: c } }";
    const store = `{ spec: { provider: { aws: { auth: { jwt: null, ${keys} } } } } }`;
    const text = `${shop.trimStart()}overrides:\n  workloads/SecretStore.*: ${store}\n`;
    expect((await groundplan(folderWith({ "spec/shop/spec.yaml": text }), ["access"])).code).toBe(0);
  });

  test("prints JSON as its schema says, of every system", async () => {
    const validate = new Ajv2020({ allErrors: true }).compile(accessSchema);
    for (const flags of [[], ["--undeclared"], ["--service", "api"]]) {
      const { stdout } = await groundplan(opened, ["access", "--format", "json", ...flags]);
      expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    }
    const schema = await access("--format", "json").then(() => groundplan(folder, ["schema", "access"]));
    expect(JSON.parse(schema.stdout)).toEqual(JSON.parse(JSON.stringify(accessSchema)));
  });

  test("prints Markdown with a table and folded details, and a row of CSV for each way", async () => {
    const markdown = await groundplan(opened, ["access", "--format", "markdown"]);
    expect(markdown.stdout).toContain("| `prices` |");
    expect(markdown.stdout).toContain("22 **not declared**");
    const csv = await groundplan(opened, ["access", "--format", "csv"]);
    const rows = csv.stdout.split("\r\n");
    expect(rows[0]).toMatch(/^file,system,environment,source,target,kind,state,declared,ports,/);
    expect(rows.filter((row) => row.includes(",no,"))).toEqual([
      expect.stringMatching(/^spec\/shop\/spec\.yaml,shop,,services\.prices,198\.51\.100\.0\/24,network,open,no,22,/),
    ]);
  });

  test("takes a name that nothing has for a mistake, and a spec with a mistake for one", async () => {
    expect(await access("--service", "apo")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean "api"?'),
    });
    expect(await access("--format", "yaml")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("pretty, json"),
    });
    const broken = await groundplan(folderWith({ "spec/shop/spec.yaml": brokenSpec }), ["access"]);
    expect(broken).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("nodePools") });
  });

  test("looks at every environment, and fails for what is undeclared in one of them", async () => {
    const overlay = '{ overrides: { "workloads/NetworkPolicy.shop.worker": { spec: { egress: [{}] } } } }';
    const folder = folderWith({
      "spec/shop/spec.yaml": `${shop.trimStart()}environments: { dev: {}, prod: ${overlay} }\n`,
    });
    const all = await groundplan(folder, ["access"]);
    expect(all.stdout.match(/^access of shop.*$/gm)).toEqual([
      "access of shop",
      "access of shop, environment dev",
      "access of shop, environment prod",
    ]);
    const undeclared = await groundplan(folder, ["access", "--undeclared"]);
    expect(undeclared.code).toBe(1);
    expect(undeclared.stdout).toContain("services.worker → internet");
    expect(await groundplan(folder, ["access", "--undeclared", "--env", "dev"])).toMatchObject({ code: 0 });
  });

  test("shows an environment as it is there", async () => {
    const text = `${shop.trimStart()}environments: { dev: { services: { worker: { uses: { jobs: send } } } } }\n`;
    const both = folderWith({ "spec/shop/spec.yaml": text });
    const dev = await groundplan(both, ["access", "--env", "dev", "--service", "worker", "--target", "jobs"]);
    expect(dev.stdout).toMatch(/^access of shop, environment dev\n/);
    expect(dev.stdout).toContain("environments.dev.services.worker.uses.jobs: send".replace("environments.dev.", ""));
  });
});

test("the published schema is the one that is printed", () => {
  const file = new URL("../../generated/schema/access.schema.json", import.meta.url);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(accessSchema)));
});
