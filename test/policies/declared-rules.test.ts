import { describe, expect, test } from "vitest";
import { mergePacks, type PackFile } from "../../policies/pack/merge-packs.ts";
import { parsePack } from "../../policies/pack/parse-pack.ts";
import { policies } from "../../policies/registry.ts";
import type { SpecFinding } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { sourceOf } from "../schema/harness.ts";
import { check, compileCase } from "./check-case.ts";
import type { FixtureCase } from "./fixture.ts";

const head = "version: 1\nname: acme\nowner: security@example.com\n";
const texts = 'title: A title, severity: high, rationale: Because., remediation: Mend it., message: "{name}"';

const inShort = ({ code, range, message, help }: SpecFinding): string =>
  `${range.line}:${range.column} ${code}: ${message} (${help})`;

function packFile(body: string, name = "acme", known = policies): PackFile {
  const source = sourceOf(head.replace("acme", name) + body);
  const { pack, findings } = parsePack(source, known);
  if (!pack) throw new Error(findings.map(inShort).join("\n"));
  return { pack, source };
}

/** What one rule says of the base with some changes. */
function ask(rule: string, { spec = {}, patch }: Pick<FixtureCase, "spec" | "patch"> = {}) {
  const { pack } = packFile(
    `rules:\n  acme-rule: { title: A title, severity: high, rationale: Because., remediation: Mend it., ${rule} }\n`,
  );
  const only = { pack, rules: pack.rules ?? [], noWaivers: true };
  const { findings, coverage } = check(spec, { ...only, ...(patch && { patch }) });
  const lines = compileCase({ spec }).model.source.text.split("\n");
  const [counts] = coverage;
  return {
    findings: findings.map((finding) => [
      `${formatSpecPath(finding.target)} ${finding.key}: ${finding.message}`,
      lines[finding.range.line - 1]?.trim(),
    ]),
    compliant: counts?.compliant,
    notEvaluated: counts?.notEvaluated.map(({ target, reason }) => `${formatSpecPath(target)}: ${reason}`),
  };
}

describe("a rule about parts of the spec", () => {
  const tags = 'select: { spec: services.* }, require: { image.tag: { matches: "^1[.]" } }';

  test("finds what is not as required, at the line that says it", () => {
    const message = "message: 'service \"{name}\" has {field} {actual}, not {expected}'";
    expect(ask(`${tags}, ${message}`, { spec: { services: { api: { image: { tag: "2.0" } } } } })).toEqual({
      findings: [['services.api image.tag: service "api" has image.tag 2.0, not text like ^1[.]', 'tag: "2.0"']],
      compliant: 1,
      notEvaluated: [],
    });
  });

  test.each([
    ["services.*.env", "DB_PASSWORD", { services: { api: { env: { DB_PASSWORD: "hunter2" } } } }],
    ["services.*", "args", { services: { api: { args: ["--password", "hunter2"] } } }],
  ])("shows no secret of %s, %s", (selected, field, spec) => {
    const rule = `select: { spec: ${selected} }, require: { ${field}: { equals: other } }, message: "is {actual}"`;
    const { findings } = ask(rule, { spec });
    expect(JSON.stringify(findings.map(([said]) => said))).toContain("•••");
    expect(JSON.stringify(findings.map(([said]) => said))).not.toContain("hunter2");
  });

  test("stands at the nearest line where nobody wrote the value", () => {
    const { findings } = ask('select: { spec: services.* }, require: { port: { present: true } }, message: "{name}"');
    expect(findings).toEqual([["services.worker port: worker", "worker:"]]);
  });

  test("judges only what `where` chooses", () => {
    const rule = "select: { spec: services.*, where: { port: { present: true } } }";
    const { findings, compliant } = ask(`${rule}, require: { scale.min: { atLeast: 3 } }, message: "{actual}"`);
    expect({ findings, compliant }).toEqual({ findings: [["services.api scale.min: 2", "min: 2"]], compliant: 0 });
  });

  test("goes through every item that * stands for", () => {
    const rule = 'select: { spec: cluster.nodePools.* }, require: { instances.*: { matches: "^m7g" } }';
    expect(ask(`${rule}, message: "{field} is {actual}"`).findings).toEqual([
      ["cluster.nodePools.workers instances[0]: instances[0] is m7i.large", "- m7i.large"],
    ]);
  });

  test("asks nothing of the items of what is not there, as of a list without any", () => {
    const absent = 'require: { hosts.*.paths.*: { matches: "x" } }, message: "{field}"';
    expect(ask(`select: { spec: services.* }, ${absent}`)).toMatchObject({ findings: [], compliant: 2 });
    const empty = 'require: { init.*.image.tag: { matches: "x" } }, message: "{field}"';
    expect(ask(`select: { spec: services.* }, ${empty}`)).toMatchObject({ findings: [], compliant: 2 });
  });

  test.each([
    ["owner", "{ equals: platform@example.com }", true],
    ["owner", "{ equals: other@example.com }", false],
    ["profile", "{ oneOf: [base, prod] }", true],
    ["profile", "{ oneOf: [prod] }", false],
    ["network.zones.*", "{ oneOf: [a, b, c] }", true],
    ["cluster.nodePools.workers.size.min", "{ atLeast: 1, atMost: 2 }", true],
    ["cluster.nodePools.workers.size.min", "{ atLeast: 3 }", false],
    ["cluster.nodePools.workers.size.min", "{ atMost: 1, present: true }", false],
    ["owner", "{ atLeast: 1 }", false],
    ["owner", "{ absent: true }", false],
    ["network", "{ equals: a }", false],
  ])("judges that %s is %s: %s", (spec, condition, isMet) => {
    const { findings } = ask(`select: { spec: ${spec} }, require: { ".": ${condition} }, message: "{name}"`);
    expect(findings.length === 0).toBe(isMet);
  });

  test.each([
    ["{ absent: true }", true],
    ["{ present: true }", false],
    ["{ matches: x }", false],
    ["{ atLeast: 0 }", false],
  ])("judges what is not there by %s: %s", (condition, isMet) => {
    const { findings } = ask(`select: { spec: services.api }, require: { kind: ${condition} }, message: "{name}"`);
    expect(findings.length === 0).toBe(isMet);
  });
});

describe("a rule about the graph", () => {
  test("finds resources by Terraform's names of their arguments, at what asked for them", () => {
    const rule = "select: { resource: aws_sqs_queue }, require: { message_retention_seconds: { atLeast: 1209601 } }";
    expect(ask(`${rule}, message: "{name} keeps {actual}"`).findings).toEqual([
      ["queues.jobs aws_sqs_queue.jobs:message_retention_seconds: jobs keeps 345600", "jobs: {}"],
      [
        "queues.jobs aws_sqs_queue.jobs_dead_letter:message_retention_seconds: jobs-dead-letter keeps 1209600",
        "jobs: {}",
      ],
    ]);
  });

  test("says of a value that is known only at apply that it is not evaluated", () => {
    const rule = 'select: { resource: aws_subnet }, require: { vpc_id: { matches: "^vpc-" } }, message: "{name}"';
    const { findings, compliant, notEvaluated } = ask(rule);
    expect({ findings, compliant }).toEqual({ findings: [], compliant: 0 });
    expect(notEvaluated?.[0]).toBe("network.tiers.private: vpc_id is known only at apply");
  });

  test("counts such a value as present", () => {
    const { findings, notEvaluated } = ask(
      'select: { resource: aws_subnet }, require: { vpc_id: { present: true } }, message: "{name}"',
    );
    expect({ findings, notEvaluated }).toEqual({ findings: [], notEvaluated: [] });
  });

  test("does not guess whether `where` chooses by such a value", () => {
    const rule = "select: { resource: aws_subnet, where: { vpc_id: { equals: vpc-1 } } }";
    const { findings, compliant } = ask(`${rule}, require: { cidr_block: { absent: true } }, message: "{name}"`);
    expect({ findings, compliant }).toEqual({ findings: [], compliant: 0 });
  });

  test("looks below nothing that is known only at apply", () => {
    const patch = [
      { nodes: "workloads/Deployment.shop.api", set: { spec: { $ref: "network/aws_vpc.main", attribute: "id" } } },
    ];
    const rule = "select: { object: Deployment }, require: { spec.replicas: { absent: true } }";
    expect(ask(`${rule}, message: "{name}"`, { patch }).notEvaluated).toContain(
      "services.api: spec is known only at apply",
    );
  });

  test("finds objects by their kind, in every container", () => {
    const rule =
      "select: { object: Deployment }, require: { spec.template.spec.containers.*.imagePullPolicy: { equals: Always } }";
    const { findings } = ask(`${rule}, message: "{name}: {field}"`);
    expect(findings[0]).toEqual([
      "services.api Deployment.shop.api:spec.template.spec.containers[0].imagePullPolicy: shop.api: spec.template.spec.containers[0].imagePullPolicy",
      "api:",
    ]);
  });
});

describe("a rule of a pack", () => {
  const rule = (changes: string) =>
    `rules: { acme-rule: { ${texts}, select: { spec: owner }, require: { ".": { absent: true } }${changes} } }\n`;
  const waiver = {
    policy: "acme-rule",
    target: "owner",
    reason: "The owner is known to all.",
    owner: "me@example.com",
    expires: "2026-12-31",
  };

  test("is asked beside the built-in ones, and waived like them", () => {
    const { pack } = packFile(rule(""));
    const status = (spec: unknown) => check(spec, { pack }).findings.map((each) => `${each.policy} ${each.status}`);
    expect(status({})).toEqual(["acme-rule open"]);
    expect(status({ waivers: [waiver] })).toEqual(["acme-rule waived"]);
  });

  test("says whether and for how long it can be waived", () => {
    const found = (changes: string) =>
      check({ waivers: [waiver] }, { pack: packFile(rule(changes)).pack }).findings.map(({ policy }) => policy);
    expect(found(", waivable: false")).toEqual(["acme-rule", "waiver-not-allowed"]);
    expect(found(", maxWaiverDays: 7")).toEqual(["acme-rule", "waiver-valid"]);
  });

  test("is asked from its profile on", () => {
    const { pack } = packFile(rule(", profile: prod"));
    expect(check({}, { pack }).findings).toEqual([]);
    expect(check({ profile: "prod" }, { pack }).findings.map(({ policy }) => policy)).toEqual(["acme-rule"]);
  });

  test("can be off until its own pack, or another, turns it on", () => {
    const off = packFile(rule(", profile: optional"));
    expect(check({}, { pack: off.pack }).findings).toEqual([]);
    const { pack } = packFile(`${rule(", profile: optional")}policies: { acme-rule: { enabled: true } }\n`);
    expect(check({}, { pack }).findings.map(({ policy }) => policy)).toEqual(["acme-rule"]);
  });

  test("can be tightened by a later pack, and never loosened", () => {
    const first = packFile(rule(""));
    const known = [...policies, ...(first.pack.rules ?? [])];
    const merged = (settings: string) =>
      mergePacks([first, packFile(`policies: { acme-rule: ${settings} }\n`, "team", known)]);
    const { pack, findings } = merged("{ severity: critical }");
    expect(findings).toEqual([]);
    expect(check({}, { pack }).findings.map(({ severity }) => severity)).toEqual(["critical"]);
    expect(merged("{ severity: low, maxWaiverDays: 91 }").findings.map(({ message }) => message)).toEqual([
      '"severity: low" loosens "acme-rule", which the pack "acme" sets to high',
      '"maxWaiverDays: 91" loosens "acme-rule", which the pack "acme" sets to 90',
    ]);
  });

  const whole = `select: { spec: owner }, require: { ".": { absent: true } }`;
  test.each([
    [
      `image-pinned: { ${texts}, ${whole} }`,
      '4:10 conflict: there is a policy "image-pinned" already (choose another id)',
    ],
    [`acme: { ${texts}, ${whole} }`, '4:10 bad-name: "acme" is no id of a rule (write words of'],
    [
      `acme-a: { ${texts}, select: {}, require: { a: { absent: true } } }`,
      'missing-key: "select" says nothing to judge',
    ],
    [`acme-a: { ${texts}, select: { spec: a, object: Job }, require: { a: { absent: true } } }`, "several things"],
    [
      `acme-a: { ${texts}, select: { spec: service.* }, require: { a: { absent: true } } }`,
      'unknown-reference: a spec has no "service" (did you mean "services"?)',
    ],
    [`acme-a: { ${texts}, select: { spec: . }, require: { a: { absent: true } } }`, '"." is no path of a spec'],
    [
      `acme-a: { ${texts}, select: { resource: SqsQueue }, require: { a: { absent: true } } }`,
      '"SqsQueue" is no Terraform type',
    ],
    [`acme-a: { ${texts}, select: { object: job }, require: { a: { absent: true } } }`, '"job" is no Kubernetes kind'],
    [`acme-a: { ${texts}, select: { object: Job }, require: {} }`, '"rules.acme-a.require" is empty'],
    [`acme-a: { ${texts}, select: { object: Job }, require: { a: {} } }`, '"rules.acme-a.require.a" is empty'],
    [
      `acme-a: { ${texts}, select: { object: Job }, require: { "a[": { absent: true } } }`,
      '"a[" is no path of a field',
    ],
    [
      `acme-a: { ${texts}, select: { object: Job }, require: { a: { equal: 1 } } }`,
      '"equal" is not a key of "rules.acme-a.require.a" (did you mean "equals"?)',
    ],
    [
      `acme-a: { ${texts}, select: { object: Job }, require: { a: { equals: [1] } } }`,
      "must be text, a number, true or false, not a list",
    ],
    [
      `acme-a: { ${texts}, select: { object: Job }, require: { a: { oneOf: [] } } }`,
      "is empty (give it at least one item)",
    ],
    [
      `acme-a: { ${texts}, select: { object: Job }, require: { a: { present: false } } }`,
      "cannot be false (write true)",
    ],
    [`acme-a: { ${texts}, select: { object: Job }, require: { a: { matches: "(" } } }`, '"(" is no regular expression'],
    [`acme-a: { ${texts.replace("{name}", "{nam}")}, ${whole} }`, 'a message knows no "{nam}" (did you mean "name"?)'],
    [
      `acme-a: { ${texts}, ${whole}, waivable: false, maxWaiverDays: 3 }`,
      "a rule that cannot be waived has no longest waiver",
    ],
    [`acme-a: { ${texts.replace("title: A title, ", "")}, ${whole} }`, '"title" is missing in "rules.acme-a"'],
  ])("with a mistake is told where and what to do: %s", (rules, expected) => {
    const findings = parsePack(sourceOf(`${head}rules: { ${rules} }\n`)).findings.map(inShort);
    expect(findings).toEqual([expect.stringContaining(expected)]);
  });
});
