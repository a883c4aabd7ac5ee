import { describe, expect, test } from "vitest";
import { policies } from "../../policies/registry.ts";
import { folderWith, groundplan } from "./harness.ts";

const pack = `version: 1
name: acme
owner: security@example.com
modules: [./rules/name.mjs]
policies: { image-pinned: { severity: critical } }
rules:
  acme-queue-retention:
    title: Queues keep messages for a week
    severity: medium
    rationale: Somebody must have time to look.
    remediation: Set the queue's retention to 7d or more.
    select: { resource: aws_sqs_queue }
    require: { message_retention_seconds: { atLeast: 604800 } }
    message: "{name} keeps messages for {actual} seconds"
`;

const module = `export const rules = [{
  id: "acme-name", title: "A title", severity: "high", rationale: "A reason.", remediation: "Mend it.",
  check: ({ model }) => {
    if (model.spec.system === "odd") throw new Error("boom");
    const isFine = model.spec.system === "store";
    const failure = { key: "name", message: "no", expected: "store", actual: model.spec.system };
    return [{ target: ["owner"], ...(isFine ? { verdict: "compliant" } : { verdict: "not-compliant", ...failure }) }];
  },
}];
`;

const retention = `cases:
  - name: two weeks
    spec: { queues: { jobs: { retention: 14d } } }
    expect: compliant
  - name: a day
    spec: { queues: { jobs: { retention: 1d } } }
    expect: not-compliant
    keys: ["aws_sqs_queue.jobs:message_retention_seconds"]
    target: queues.jobs
    severity: medium
    at: "jobs:"
  - name: no queue at all
    spec: { queues: null, services: { api: { uses: null } } }
    expect: not-applicable
`;

const name = `cases:
  - { name: a good name, spec: { system: store }, expect: compliant }
  - { name: another, expect: not-compliant, at: "owner: platform@example.com" }
`;

const files = {
  "policy/pack.yaml": pack,
  "policy/rules/name.mjs": module,
  "policy/acme-queue-retention.test.yaml": retention,
  "policy/rules/acme-name.test.yaml": name,
};

const testPack = (changes: Readonly<Record<string, string>> = {}) =>
  groundplan(folderWith({ ...files, ...changes }), ["policies", "test", "policy/pack.yaml"]);

describe("groundplan policies test", () => {
  test("says what passed", async () => {
    expect(await testPack()).toEqual({
      code: 0,
      stderr: "",
      stdout: `acme-queue-retention
  ok    compliant: two weeks
  ok    not-compliant: a day
  ok    not-applicable: no queue at all
acme-name
  ok    compliant: a good name
  ok    not-compliant: another
2 rules, 5 cases: 0 failed
`,
    });
  });

  test.each([
    ["another outcome", retention.replace("14d", "6d"), "outcome: expected compliant, found not-compliant"],
    ["another key", retention.replace("queue.jobs:", "queue.jobs_:"), "keys: expected aws_sqs_queue.jobs_:"],
    [
      "another target",
      retention.replace("target: queues.jobs", "target: queues"),
      "target: expected queues, found queues.jobs",
    ],
    [
      "another severity",
      retention.replace("severity: medium", "severity: low"),
      "severity: expected low, found medium",
    ],
    ["another line", retention.replace('at: "jobs:"', "at: here"), "at: expected here, found jobs:"],
    [
      "a wrong spec",
      retention.replace("retention: 14d", "retenton: 14d"),
      'its spec is wrong: "retenton" is not a key of "queues.jobs" (at queues.jobs.retenton)\n',
    ],
    ["no failing case", retention.slice(0, retention.indexOf("  - name: a day")), "no case expects not-compliant"],
  ])("fails for %s", async (_what, fixture, expected) => {
    const { code, stdout } = await testPack({ "policy/acme-queue-retention.test.yaml": fixture });
    expect(code).toBe(1);
    expect(stdout).toContain("FAIL");
    expect(stdout).toContain(expected);
  });

  test("fails for a rule that throws, and goes on", async () => {
    const { code, stdout } = await testPack({ "policy/rules/acme-name.test.yaml": name.replace("store }", "odd }") });
    expect(code).toBe(1);
    expect(stdout).toContain('the rule "acme-name" threw: boom');
    expect(stdout).toContain("2 rules, 5 cases: 1 failed");
  });

  test("fails for a rule without a fixture, and says where it belongs", async () => {
    const { "policy/acme-queue-retention.test.yaml": _, ...rest } = files;
    const { code, stdout } = await groundplan(folderWith(rest), ["policies", "test", "policy/pack.yaml"]);
    expect(code).toBe(1);
    expect(stdout).toContain("write policy/acme-queue-retention.test.yaml");
  });

  test.each([
    ["# none yet\n", 'start with "cases:"'],
    ["cases: []\n", '"cases" is empty'],
    ["cases: [{ name: a }]\n", '"expect" is missing in "cases[0]"'],
    ["cases: [{ name: a, expect: pass }]\n", '"cases[0].expect" cannot be "pass"'],
    ["cases: [\n", "yaml-syntax"],
  ])("ends with 2 for a fixture with a mistake: %s", async (fixture, expected) => {
    const { code, stderr } = await testPack({ "policy/acme-queue-retention.test.yaml": fixture });
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
    expect(stderr).toContain("--> policy/acme-queue-retention.test.yaml:");
  });

  test("ends with 2 for a pack with a mistake", async () => {
    const { code, stderr } = await testPack({ "policy/pack.yaml": pack.replace("select:", "selects:") });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "select"?');
  });

  test("asks a rule that is off until a pack turns it on", async () => {
    const optional = pack.replace("    severity: medium\n", "    severity: medium\n    profile: optional\n");
    expect(await testPack({ "policy/pack.yaml": optional })).toMatchObject({ code: 0 });
  });

  test("starts from the base of the fixture where it has one", async () => {
    const base = "base: { version: 1 }\n";
    const { stdout } = await testPack({ "policy/acme-queue-retention.test.yaml": base + retention });
    expect(stdout).toContain('its spec is wrong: "cluster" is missing');
  });
});

describe("groundplan policies list", () => {
  test("has a line for every policy, by id", async () => {
    const { code, stdout } = await groundplan(folderWith({}), ["policies", "list"]);
    expect(code).toBe(0);
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(ids).toEqual(policies.map(({ id }) => id).sort());
    expect(stdout).toMatch(/^image-pinned +high +base +Images are pinned$/m);
  });

  test("has them as a pack sets them, with the pack's own", async () => {
    const { stdout } = await groundplan(folderWith(files), ["policies", "list", "--pack", "policy/pack.yaml"]);
    expect(stdout).toMatch(/^image-pinned +critical +base +Images are pinned$/m);
    expect(stdout).toMatch(/^acme-name +high +base +A title$/m);
    expect(stdout).toMatch(/^acme-queue-retention +medium +base +Queues keep messages for a week$/m);
  });

  test("ends with 2 for a pack with a mistake", async () => {
    expect((await groundplan(folderWith({}), ["policies", "list", "--pack", "none.yaml"])).code).toBe(2);
  });

  test("shows which optional policy is on", async () => {
    const on = "version: 1\nname: acme\nowner: me@example.com\npolicies: { pod-cpu-limit: { enabled: true } }\n";
    const { stdout } = await groundplan(folderWith({ "pack.yaml": on }), ["policies", "list", "--pack", "pack.yaml"]);
    expect(stdout).toMatch(/^pod-cpu-limit +\w+ +optional \(on\) /m);
    expect(stdout).toMatch(/^data-port-not-default +\w+ +optional {2,}/m);
  });
});
