import { describe, expect, test } from "vitest";
import type { PolicyFinding } from "../../policies/check-report.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { check, today } from "./check-case.ts";

/** Two pools in the public tier: the waiver is for one of them. */
const exposed = {
  cluster: {
    nodePools: {
      workers: { tier: "public" },
      edge: { instances: ["m7i.large"], size: { min: 1, max: 2 }, tier: "public" },
    },
  },
};
const waiver = {
  policy: "net-nodes-private-subnets",
  target: "cluster.nodePools.workers",
  reason: "Demo account without NAT.",
  owner: "platform@example.com",
  expires: "2026-12-31",
};

function checkWith(waivers: readonly object[], options: Parameters<typeof check>[1] = {}) {
  const { findings, coverage } = check({ ...exposed, waivers }, options);
  return {
    coverage,
    nodes: findings.filter(({ policy }) => policy === waiver.policy),
    hygiene: findings.filter(({ policy }) => policy.startsWith("waiver-")),
  };
}

const inShort = ({ policy, severity, path, message }: PolicyFinding): string =>
  `${severity} ${policy} ${formatSpecPath(path)}: ${message}`;
const statuses = (findings: readonly PolicyFinding[], pool: string): string[] =>
  findings.filter(({ target }) => target[2] === pool).map(({ key, status }) => `${key} ${status}`);

describe("a waiver", () => {
  test("covers every finding of its policy on its target, and none on a sibling", () => {
    const { nodes, hygiene } = checkWith([waiver]);
    expect(statuses(nodes, "workers")).toEqual([
      "subnet:public-a waived",
      "subnet:public-b waived",
      "subnet:public-c waived",
    ]);
    expect(statuses(nodes, "edge")).toEqual(["subnet:public-a open", "subnet:public-b open", "subnet:public-c open"]);
    expect(hygiene).toEqual([]);
  });

  test("that names a finding covers that one alone", () => {
    const { nodes } = checkWith([{ ...waiver, finding: "subnet:public-b" }]);
    expect(statuses(nodes, "workers")).toEqual([
      "subnet:public-a open",
      "subnet:public-b waived",
      "subnet:public-c open",
    ]);
  });

  test("stays with its findings, with reason, owner, ticket and the days that are left", () => {
    const { nodes } = checkWith([{ ...waiver, ticket: "PLAT-142" }]);
    expect(nodes.find(({ status }) => status === "waived")?.waiver).toEqual({
      index: 0,
      reason: "Demo account without NAT.",
      owner: "platform@example.com",
      ticket: "PLAT-142",
      expires: "2026-12-31",
      daysLeft: 41,
    });
  });

  test("on a whole section does not cover a part of it", () => {
    const { nodes, hygiene } = checkWith([{ ...waiver, target: "cluster" }]);
    expect(nodes.every(({ status }) => status === "open")).toBe(true);
    expect(hygiene.map(inShort)).toEqual([
      'medium waiver-unused waivers[0].policy: "net-nodes-private-subnets" finds nothing on "cluster"',
    ]);
  });

  test("that names its finding counts before one that covers all", () => {
    const { nodes, hygiene } = checkWith([waiver, { ...waiver, finding: "subnet:public-b" }]);
    expect(nodes.filter(({ status }) => status === "waived").map((finding) => finding.waiver?.index)).toEqual([
      0, 1, 0,
    ]);
    expect(hygiene).toEqual([]);
  });

  test("is ignored where the raw state is asked for, and so is all that is wrong with it", () => {
    const { nodes, hygiene, coverage } = checkWith([waiver, { ...waiver, policy: "nonsense" }], { noWaivers: true });
    expect(nodes.every(({ status }) => status === "open")).toBe(true);
    expect(hygiene).toEqual([]);
    expect(coverage.filter(({ policy }) => policy.startsWith("waiver-"))).toEqual([]);
  });

  test("may name what a policy judges although the spec leaves it out", () => {
    const { findings } = check(
      { waivers: [{ ...waiver, policy: "iam-no-admin", target: "cluster.addons.vpc-cni", expires: "2026-12-01" }] },
      {
        patch: [
          {
            nodes: "cluster/aws_iam_role.addon_vpc_cni",
            set: { managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] },
          },
        ],
      },
    );
    expect(findings.map(({ policy, status }) => `${policy} ${status}`)).toEqual(["iam-no-admin waived"]);
  });
});

describe("the last day of a waiver", () => {
  test.each([
    ["is today", "2026-11-20", today, true],
    ["was yesterday", "2026-11-19", today, false],
    ["is the leap day", "2028-02-29", "2028-02-29", true],
    ["was the leap day", "2028-02-29", "2028-03-01", false],
    ["is no day of the calendar", "2027-02-29", today, false],
    ["is in a month that does not exist", "2026-13-01", today, false],
    ["has no leading zeros", "2026-12-1", today, false],
    ["has a time, and with it a time zone", "2026-12-31T00:00:00+14:00", today, false],
    ["is a word", "never", today, false],
    ["is empty", "", today, false],
  ])("%s: %s on %s counts: %s", (_, expires, day, counts) => {
    const { nodes, hygiene } = checkWith([{ ...waiver, expires }], { today: day });
    expect(statuses(nodes, "workers")[0]).toBe(`subnet:public-a ${counts ? "waived" : "open"}`);
    expect(hygiene.map(({ policy }) => policy)).toEqual(counts ? [] : ["waiver-expired"]);
  });

  test("opens the finding again at its own severity, and says so", () => {
    const { nodes, hygiene } = checkWith([{ ...waiver, expires: "2026-03-31" }]);
    expect(nodes.find(({ target }) => target[2] === "workers")).toMatchObject({
      severity: "high",
      status: "open",
      notes: ["waiver expired on 2026-03-31"],
    });
    expect(nodes.find(({ target }) => target[2] === "edge")?.notes).toEqual([]);
    expect(hygiene.map(inShort)).toEqual([
      'high waiver-expired waivers[0].expires: the waiver of "net-nodes-private-subnets" expired on 2026-03-31',
    ]);
  });

  test.each(["soon", "2027-02-30", "2026-13-01"])("that is no day (%s) opens it, too", (expires) => {
    const { nodes, hygiene } = checkWith([{ ...waiver, expires }]);
    expect(nodes[0]).toMatchObject({ status: "open" });
    expect(nodes.find(({ target }) => target[2] === "workers")?.notes).toEqual(["waiver has no valid last day"]);
    expect(hygiene[0]?.message).toBe(
      `"${expires}" is not a day, so the waiver of "net-nodes-private-subnets" counts as expired`,
    );
  });

  test("must be within the policy's limit, to the day", () => {
    const last = checkWith([{ ...waiver, expires: "2027-05-19" }]);
    expect(last.hygiene).toEqual([]);
    const tooFar = checkWith([{ ...waiver, expires: "2027-05-20" }]);
    expect(statuses(tooFar.nodes, "workers")[0]).toBe("subnet:public-a open");
    expect(tooFar.hygiene.map(inShort)).toEqual([
      'high waiver-valid waivers[0].expires: a waiver of "net-nodes-private-subnets" may last 180 days, and this one ends in 181',
    ]);
    expect(checkWith([{ ...waiver, expires: "9999-12-31" }]).hygiene).toHaveLength(1);
  });
});

describe("a waiver that does not count", () => {
  test.each([
    [
      { policy: "net-node-private-subnets" },
      "policy",
      'there is no policy "net-node-private-subnets"',
      'did you mean "net-nodes-private-subnets"?',
    ],
    [
      { target: "cluster.nodePools.worker" },
      "target",
      '"cluster.nodePools.worker" is not a path of this spec',
      'did you mean "cluster.nodePools.workers"?',
    ],
    [
      { target: "]" },
      "target",
      '"]" is not a path of this spec',
      'choose one of "cluster.nodePools.edge", "cluster.nodePools.workers"',
    ],
    [
      { reason: "  demo    " },
      "reason",
      "the reason has 4 characters, and must have 10 or more",
      "say why this is acceptable here, for now",
    ],
  ])("has %o", (change, setting, message, help) => {
    const { nodes, hygiene } = checkWith([{ ...waiver, ...change }]);
    expect(nodes.every(({ status }) => status === "open")).toBe(true);
    expect(hygiene).toMatchObject([
      { policy: "waiver-valid", severity: "high", path: ["waivers", 0, setting], message, help },
    ]);
  });

  test("repeats another one", () => {
    const { nodes, hygiene } = checkWith([waiver, { ...waiver, reason: "The same thing again." }]);
    expect(nodes.find(({ status }) => status === "waived")?.waiver?.index).toBe(0);
    expect(hygiene.map(inShort)).toEqual([
      'high waiver-valid waivers[1].policy: this repeats the waiver of "net-nodes-private-subnets" on "cluster.nodePools.workers" before it',
    ]);
  });

  test("does not stand in the way of the one that renews it", () => {
    const { nodes, hygiene } = checkWith([{ ...waiver, expires: "2026-03-31" }, waiver]);
    expect(nodes.find(({ status }) => status === "waived")?.waiver?.index).toBe(1);
    expect(hygiene.map(({ policy }) => policy)).toEqual(["waiver-expired"]);
  });

  test("is for a policy that cannot be waived", () => {
    const { hygiene } = checkWith([{ ...waiver, policy: "avail-hpa-sound", target: "services.api" }]);
    expect(hygiene.map(inShort)).toEqual([
      'critical waiver-not-allowed waivers[0].policy: the policy "avail-hpa-sound" cannot be waived',
    ]);
  });

  test("is for a policy about waivers", () => {
    const { hygiene } = checkWith([{ ...waiver, policy: "waiver-unused", target: "waivers" }]);
    expect(hygiene.map(({ policy }) => policy)).toEqual(["waiver-not-allowed"]);
  });

  test("is for a policy that a pack makes unwaivable", () => {
    const pack = { name: "strict", owner: "security", policies: { "net-nodes-private-subnets": { waivable: false } } };
    const { nodes, hygiene } = checkWith([waiver], { pack });
    expect(statuses(nodes, "workers")[0]).toBe("subnet:public-a open");
    expect(hygiene.map(({ policy }) => policy)).toEqual(["waiver-not-allowed"]);
  });

  test("has all its faults told at once, each at its own line", () => {
    const { hygiene } = checkWith([{ ...waiver, target: "nowhere", reason: "short", expires: "2020-01-01" }]);
    expect(hygiene.map(({ path }) => path[2])).toEqual(["target", "reason", "expires"]);
    expect(new Set(hygiene.map(({ range }) => range.line)).size).toBe(3);
  });
});

describe("a waiver that nothing needs", () => {
  test("is a finding of its own", () => {
    const { findings } = check({ waivers: [waiver] });
    expect(findings.map(inShort)).toEqual([
      'medium waiver-unused waivers[0].policy: "net-nodes-private-subnets" finds nothing on "cluster.nodePools.workers"',
    ]);
  });

  test("is told by its key when it has one", () => {
    const { hygiene } = checkWith([{ ...waiver, finding: "subnet:public-z" }]);
    expect(hygiene[0]?.message).toBe(
      '"net-nodes-private-subnets" finds nothing with the key "subnet:public-z" on "cluster.nodePools.workers"',
    );
  });

  test("is left alone where its policy is not asked, since another environment may ask it", () => {
    const { findings } = check({ waivers: [{ ...waiver, policy: "avail-pdb", target: "services.api" }] });
    expect(findings).toEqual([]);
  });

  test("is left alone where nobody can judge its target", () => {
    const { findings } = check(
      { waivers: [waiver] },
      { patch: [{ nodes: "cluster/aws_eks_node_group.workers", set: { "subnetIds[0]": "subnet-0123456789abcdef0" } }] },
    );
    expect(findings).toEqual([]);
  });
});

describe("the policies about waivers", () => {
  const notEvaluated = (waivers: readonly object[], options: Parameters<typeof check>[1] = {}) =>
    check({ ...exposed, waivers }, options)
      .coverage.filter(({ policy }) => policy.startsWith("waiver-"))
      .flatMap(({ policy, compliant, notEvaluated }) =>
        notEvaluated.map(({ target, reason }) => `${policy} ${compliant} ${formatSpecPath(target)}: ${reason}`),
      );

  test("count waivers", () => {
    const { coverage } = checkWith([waiver, { ...waiver, reason: "short", target: "cluster.nodePools.edge" }]);
    const valid = coverage.find(({ policy }) => policy === "waiver-valid");
    expect(valid).toEqual({ policy: "waiver-valid", compliant: 1, open: 1, waived: 0, notEvaluated: [] });
  });

  test("take no waiver for one that is needed where its policy was not asked", () => {
    expect(notEvaluated([waiver, { ...waiver, policy: "avail-pdb", target: "services.api" }])).toEqual([
      'waiver-unused 1 waivers[1]: "avail-pdb" was not asked',
    ]);
  });

  test("take none for needed where nobody can judge its target", () => {
    const patch = [
      { nodes: "cluster/aws_eks_node_group.workers", set: { "subnetIds[0]": "subnet-0123456789abcdef0" } },
    ];
    const { coverage } = check({ waivers: [waiver] }, { patch });
    expect(coverage.find(({ policy }) => policy === "waiver-unused")).toEqual({
      ...{ policy: "waiver-unused", compliant: 0, open: 0, waived: 0 },
      notEvaluated: [
        {
          target: ["waivers", 0],
          reason: '"net-nodes-private-subnets" could not judge "cluster.nodePools.workers"',
        },
      ],
    });
  });

  test.each([
    ["expired", { expires: "2026-03-31" }],
    ["has a fault", { reason: "short" }],
  ])("take none for needed that %s", (_, change) => {
    expect(notEvaluated([{ ...waiver, ...change }])).toEqual(["waiver-unused 0 waivers[0]: the waiver does not count"]);
  });

  test("take none for needed that repeats another", () => {
    expect(notEvaluated([waiver, waiver])).toEqual(["waiver-unused 1 waivers[1]: the waiver does not count"]);
  });

  test("do not say of a policy that does not exist that it can be waived", () => {
    expect(notEvaluated([{ ...waiver, policy: "nonsense" }])).toEqual([
      'waiver-not-allowed 0 waivers[0]: there is no policy "nonsense"',
      "waiver-unused 0 waivers[0]: the waiver does not count",
    ]);
  });
});

test("the day of the run must be a day", () => {
  expect(() => check({}, { today: "tomorrow" })).toThrow('the day of the run is "tomorrow"');
});
