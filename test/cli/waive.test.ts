import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

/** A system whose flow logs are off and whose two images move. */
const spec = `${cleanSpec}
# the network of a demo
network:
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
