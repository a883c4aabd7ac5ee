import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bareSpec, cleanSpec, folderWith, groundplan } from "./harness.ts";

/** A system whose flow logs are off and whose two images move. */
const spec = `${bareSpec}
# the network of a demo
network:
  endpoints: { s3: {} }
  flowLogs: { enabled: false } # nobody reads them
`;

function shop(text = spec): string {
  return folderWith({ "spec/shop/spec.yaml": text });
}

function textOf(folder: string): string {
  return readFileSync(join(folder, "spec/shop/spec.yaml"), "utf8");
}

const reason = ["--reason", "A demo: nothing of value flows."];

describe("groundplan waive", () => {
  test("adds the waiver at the end, and changes nothing else", async () => {
    const folder = shop();
    const ended = await groundplan(folder, ["waive", "net-flow-logs", ...reason, "--ticket", "PLAT-1"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toMatch(
      /^spec\/shop\/spec\.yaml:\d+: a finding is waived until 2027-02-18: net-flow-logs on network/,
    );
    expect(textOf(folder)).toBe(`${spec.trimEnd()}

waivers:
  - policy: net-flow-logs
    target: network
    reason: "A demo: nothing of value flows."
    owner: platform@example.com
    expires: 2027-02-18
    ticket: PLAT-1
`);
    expect(await groundplan(folder, ["check", "--fail-on", "info"])).toMatchObject({ code: 0 });
  });

  test("says which finding is meant, who answers and until when", async () => {
    const folder = shop();
    const words = ["--owner", "network team", "--expires", "2026-12-31", "--finding", "flow-log"];
    const { code, stderr } = await groundplan(folder, ["waive", "net-flow-logs", "network", ...reason, ...words]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(textOf(folder)).toContain("    finding: flow-log\n");
    expect(textOf(folder)).toContain("    owner: network team\n    expires: 2026-12-31\n");
  });
});

describe("groundplan waive writes nothing", () => {
  test.each([
    [
      "of an unknown policy",
      ["net-flow-log", ...reason],
      'there is no policy "net-flow-log"',
      'did you mean "net-flow-logs"?',
    ],
    ["without a finding", ["net-multi-az", ...reason], '"net-multi-az" has no open finding', "groundplan check"],
    ["on another target", ["net-flow-logs", "cluster", ...reason], 'no open finding on "cluster"', "network"],
    ["for another key", ["net-flow-logs", ...reason, "--finding", "x"], 'no finding "x"', "flow-log"],
    [
      "that lasts too long",
      ["net-flow-logs", ...reason, "--expires", "2036-01-01"],
      "the waiver would not count",
      "at most 365 days",
    ],
    ["that is over", ["net-flow-logs", ...reason, "--expires", "2026-01-01"], "the waiver would not count", ""],
    ["without a reason", ["net-flow-logs"], "--reason <text>", ""],
    ["until a day that there is not", ["net-flow-logs", ...reason, "--expires", "soon"], "no day", ""],
  ])("%s", async (_, args, message, help) => {
    const folder = shop();
    const { code, stderr } = await groundplan(folder, ["waive", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
    expect(textOf(folder)).toBe(spec);
  });

  test("into a spec with mistakes", async () => {
    const folder = shop(`${spec}oops: 1\n`);
    const { code, stderr } = await groundplan(folder, ["waive", "net-flow-logs", ...reason]);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown-key");
  });
});

describe("groundplan waive, where a spec has environments", () => {
  const off = "network: { flowLogs: { enabled: false } }";
  const own = `
    waivers:
      - policy: queue-dlq
        target: queues.jobs
        reason: Each message is tried once.
        owner: me@example.com
        expires: 2026-12-24
    queues: { jobs: { deadLetter: { after: 1 } } }
`;

  test("waives for all what only one of them has, and what only it knows", async () => {
    const text = `${cleanSpec}\nenvironments:\n  dev: {}\n  prod: { ${off}, queues: { extra: { deadLetter: { after: 1 } } }, services: { api: { uses: { extra: send-receive } } } }\n`;
    const folder = shop(text);
    expect(await groundplan(folder, ["waive", "net-flow-logs", ...reason, "--env", "prod"])).toMatchObject({ code: 0 });
    const extra = ["waive", "queue-dlq", "queues.extra", ...reason, "--env", "prod"];
    expect(await groundplan(folder, extra)).toMatchObject({ code: 0 });
    expect(await groundplan(folder, ["check", "--fail-on", "info"])).toMatchObject({ code: 0 });
    expect(await groundplan(folder, ["check", "--fail-on", "info", "--env", "dev"])).toMatchObject({ code: 0 });
  });

  test("writes among the waivers of an environment that has its own", async () => {
    const folder = shop(`${cleanSpec}\nenvironments:\n  prod:\n    ${off}${own}`);
    const ended = await groundplan(folder, ["waive", "net-flow-logs", ...reason, "--env", "prod"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toContain("a finding is waived until 2027-02-18: net-flow-logs on network");
    expect(textOf(folder)).toContain("        expires: 2026-12-24\n      - policy: net-flow-logs\n");
    expect(await groundplan(folder, ["check", "--fail-on", "info"])).toMatchObject({ code: 0 });
  });

  test("says where a finding stays open that has a waiver now", async () => {
    const folder = shop(`${bareSpec}\n${off}\nenvironments:\n  prod:${own}`);
    const { code, stderr } = await groundplan(folder, ["waive", "net-flow-logs", ...reason]);
    expect(code).toBe(0);
    expect(stderr).toBe('still open in the environment "prod", where other waivers count\n');
  });

  test("says which environment has the finding that is meant", async () => {
    const text = `${cleanSpec}\nenvironments: { prod: { ${off} } }\n`;
    const folder = shop(text);
    const { code, stderr } = await groundplan(folder, ["waive", "net-flow-logs", ...reason]);
    expect(code).toBe(2);
    expect(stderr).toContain('"net-flow-logs" has no open finding without an environment');
    expect(stderr).toContain('"prod" has one: add --env prod');
    expect(textOf(folder)).toBe(text);
  });

  test("writes nothing into a spec that has a mistake in one of them", async () => {
    const text = `${spec}\nenvironments: { prod: { services: { api: { uses: { nothing: send } } } } }\n`;
    const folder = shop(text);
    expect(await groundplan(folder, ["waive", "net-flow-logs", ...reason])).toMatchObject({ code: 2 });
    expect(textOf(folder)).toBe(text);
  });
});

describe("groundplan waive renews", () => {
  const expired = `${spec}
waivers:
  # asked for by the network team
  - policy: net-flow-logs
    target: network
    reason: It was a demo then.
    owner: me@example.com
    expires: 2026-03-31 # the end of the quarter
    ticket: PLAT-1
`;

  test("a waiver that has expired, in its place", async () => {
    const folder = shop(expired);
    const ended = await groundplan(folder, ["waive", "net-flow-logs", ...reason]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(textOf(folder)).toBe(
      expired
        .replace("It was a demo then.", '"A demo: nothing of value flows."')
        .replace("owner: me@example.com", "owner: platform@example.com")
        .replace("2026-03-31", "2027-02-18"),
    );
    expect(await groundplan(folder, ["check", "--fail-on", "info"])).toMatchObject({ code: 0 });
  });

  test("none that is about something else", async () => {
    const folder = shop(expired);
    await groundplan(folder, ["waive", "net-flow-logs", ...reason, "--finding", "flow-log"]);
    expect(textOf(folder).startsWith(expired)).toBe(true);
  });
});

test("groundplan waive takes a target however its path is written", async () => {
  expect(await groundplan(shop(), ["waive", "net-flow-logs", '"network"', ...reason])).toMatchObject({ code: 0 });
});

test("groundplan waive has no --no-waivers, since what it writes has to count", async () => {
  const { code, stderr } = await groundplan(shop(), ["waive", "net-flow-logs", ...reason, "--no-waivers"]);
  expect(code).toBe(2);
  expect(stderr).toContain("unknown option '--no-waivers'");
});
