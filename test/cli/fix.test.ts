import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bareSpec, cleanSpec, folderWith, groundplan } from "./harness.ts";

const spec = `${bareSpec.replace("cluster:\n", "cluster:\n  logs: [api] # the rest is dear\n")}
# nobody reads them
network: { endpoints: { s3: {} }, flowLogs: { enabled: false } }
`;

const fixed = spec
  .replace("logs: [api] #", "logs: [api, audit, authenticator, controllerManager, scheduler] #")
  .replace("enabled: false", "enabled: true");

function shop(text: string): string {
  return folderWith({ "spec/shop/spec.yaml": text });
}

function textOf(folder: string): string {
  return readFileSync(join(folder, "spec/shop/spec.yaml"), "utf8");
}

describe("groundplan check --fix", () => {
  test("makes the edits that policies know, keeps comments, and checks what is left", async () => {
    const folder = shop(spec);
    const { code, stdout, stderr } = await groundplan(folder, ["check", "--fix", "--fail-on", "info"]);
    expect(textOf(folder)).toBe(fixed);
    expect(stderr).toContain("net-flow-logs: network.flowLogs.enabled is now true\n");
    expect(stderr.match(/^fixed /gm)).toHaveLength(2);
    expect(stdout).not.toContain("[net-flow-logs]");
    expect(code).toBe(0);
  });

  test("leaves a spec with mistakes as it is", async () => {
    const folder = shop(`${spec}oops: 1\n`);
    expect(await groundplan(folder, ["check", "--fix"])).toMatchObject({ code: 2 });
    expect(textOf(folder)).toBe(`${spec}oops: 1\n`);
  });

  test("leaves a spec as it is whose lock has a mistake, since nobody knows what it becomes", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": spec, "spec/shop/spec.lock.yaml": "version: 1\noops: 1\n" });
    const { code, stderr } = await groundplan(folder, ["check", "--fix"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(textOf(folder)).toBe(spec);
  });

  test("writes nothing without it, and shows the lines in markdown", async () => {
    const folder = shop(spec);
    const { stdout } = await groundplan(folder, ["check", "--format", "markdown"]);
    expect(textOf(folder)).toBe(spec);
    expect(stdout).toContain("```suggestion\nnetwork: { endpoints: { s3: {} }, flowLogs: { enabled: true } }\n```\n");
  });

  test("takes waivers out that nothing needs, and leaves the others with their comments", async () => {
    const waiver = (policy: string, target: string) =>
      `  - policy: ${policy}
    target: ${target}
    reason: Nothing flows in this demo.
    owner: me@example.com
    expires: 2026-12-24
`;
    const needed = waiver("net-flow-logs", "network");
    const all = `waivers:
${waiver("node-imdsv2", "cluster.nodePools.workers")}  # nobody reads them
${needed}${waiver("eks-secrets-kms", "cluster")}`;
    const folder = shop(`${spec}${all}`);
    const { stderr } = await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toBe(
      `${spec.replace("logs: [api] #", "logs: [api, audit, authenticator, controllerManager, scheduler] #")}waivers:
  # nobody reads them
${needed}`,
    );
    expect(stderr).toContain("waiver-unused: waivers[0] is gone\n");
    expect(stderr).toContain("waiver-unused: waivers[2] is gone\n");
  });

  test("leaves a waived finding alone", async () => {
    const waived = `${spec}waivers:
  - { policy: net-flow-logs, target: network, reason: Nothing flows in this demo., owner: me@example.com, expires: 2026-12-24 }
`;
    const folder = shop(waived);
    await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toContain("enabled: false");
  });
});

describe("groundplan check --fix, where a spec has environments", () => {
  const withProd = (text: string, prod: string): string => `${text}
environments: { prod: { profile: prod, ${prod} } }
`;

  test("tries an edit in all of them, also where one is named, and says why it makes none", async () => {
    const alone = cleanSpec
      .replace("scale: { min: 2, max: 6, cpu: 70 }", "scale: { min: 1, max: 1, cpu: 70 }")
      .replace("  addons:\n", "  addons:\n    aws-load-balancer-controller: {}\n")
      .replace("services:", "routes:\n  public: { listen: { 80: api }, scheme: internal }\n\nservices:");
    const text = withProd(alone, "services: { api: { scale: { max: 4 } } }");
    const folder = shop(text);
    const { stderr } = await groundplan(folder, ["check", "--fix", "--env", "prod"]);
    expect(textOf(folder)).toBe(text);
    expect(stderr).toMatch(
      /^not fixed spec\/shop\/spec\.yaml:\d+ avail-min-replicas: services\.api\.scale\.min is left as it is: the spec would have a mistake: /m,
    );
  });

  test("takes no waiver out that another one needs", async () => {
    const once = withProd(
      cleanSpec.replace("jobs: {} ", "jobs: { deadLetter: { after: 1 } } "),
      "queues: { jobs: { deadLetter: { after: 4 } } }",
    );
    const text = `${once}waivers:
  - { policy: queue-dlq, target: queues.jobs, reason: Each message is tried once., owner: me@example.com, expires: 2026-12-24 }
`;
    const folder = shop(text);
    await groundplan(folder, ["check", "--fix", "--env", "prod"]);
    expect(textOf(folder)).toBe(text);
  });

  test("takes every waiver out that none of them needs, whichever says so", async () => {
    const waiver = (policy: string, target: string): string =>
      `  - { policy: ${policy}, target: ${target}, reason: It is only a demo., owner: me@example.com, expires: 2026-12-24 }\n`;
    const unused = [
      waiver("eks-secrets-kms", "cluster"),
      waiver("avail-min-replicas", "services.api"),
      waiver("node-imdsv2", "cluster.nodePools.workers"),
    ];
    const folder = shop(`${withProd(cleanSpec, "")}waivers:\n${unused.join("")}`);
    await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toBe(`${withProd(cleanSpec, "")}waivers: []\n`);
  });

  test("mends a finding that stands on a line of its own in each of two", async () => {
    const off = "network: { endpoints: { s3: {} }, flowLogs: { enabled: false } }";
    const text = withProd(`${bareSpec}\n${off}`, off);
    const folder = shop(text);
    const { stderr } = await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toBe(text.replaceAll("enabled: false", "enabled: true"));
    expect(stderr.match(/^fixed .* network\.flowLogs\.enabled/gm)).toHaveLength(1);
    expect(stderr.match(/^fixed .* environments\.prod\.network\.flowLogs\.enabled/gm)).toHaveLength(1);
  });

  test("edits nothing while one of them has a mistake, and says so", async () => {
    const text = withProd(
      `${bareSpec}\nnetwork: { endpoints: { s3: {} }, flowLogs: { enabled: false } }`,
      "services: { api: { uses: { nothing: send } } }",
    );
    const folder = shop(text);
    const { stderr } = await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toBe(text);
    expect(stderr).toContain('is left as it is: the spec has a mistake in the environment "prod": ');
  });
});

describe("groundplan check --fix leaves what it cannot mend, and says why", () => {
  test("a part that an alias shares", async () => {
    const queues = bareSpec.replace("jobs: {} ", "jobs: { deadLetter: &off { enabled: false } } ");
    const text = `${queues}\nnetwork: { endpoints: { s3: {} }, flowLogs: *off }\n`;
    const folder = shop(text);
    const { stderr } = await groundplan(folder, ["check", "--fix"]);
    expect(textOf(folder)).toBe(text);
    expect(stderr).toContain(
      "network.flowLogs.enabled is left as it is: its text cannot be edited without changing more than that\n",
    );
  });
});

test("groundplan check --fix keeps a byte order mark", async () => {
  const folder = shop(`\uFEFF${spec}`);
  await groundplan(folder, ["check", "--fix"]);
  expect(textOf(folder)).toBe(`\uFEFF${fixed}`);
});
