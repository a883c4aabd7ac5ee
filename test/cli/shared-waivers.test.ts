import { describe, expect, test } from "vitest";
import { bareSpec, cleanSpec, folderWith, groundplan } from "./harness.ts";

const waiver = (policy: string, target: string): string =>
  `  - { policy: ${policy}, target: ${target}, reason: Nothing flows in this demo., owner: me@example.com, expires: 2026-12-24 }\n`;

/** Flow logs are off in `dev` alone, and a second queue is in `dev` alone. */
const environments = `environments:
  dev:
    network: { flowLogs: { enabled: false } }
    queues: { extra: { deadLetter: { enabled: false } } }
  prod: {}
`;

const spec = (waivers: string, others = environments): string => `${cleanSpec}\n${others}waivers:\n${waivers}`;

interface Said {
  readonly environment: string | null;
  readonly findings: readonly { readonly policy: string; readonly status: string }[];
  readonly coverage: readonly { readonly policy: string; readonly compliant: number; readonly open: number }[];
}

async function systemsOf(text: string, args: readonly string[] = []): Promise<readonly Said[]> {
  const folder = folderWith({ "spec/shop/spec.yaml": text });
  const { stdout } = await groundplan(folder, ["check", "--format", "json", ...args]);
  return JSON.parse(stdout).systems;
}

/** Environment, policy and status of each finding about the network, `extra` or a waiver. */
function inShort(systems: readonly Said[]): readonly string[] {
  return systems.flatMap(({ environment, findings }) =>
    findings
      .filter(({ policy }) => /^(waiver-|net-flow|queue-dlq$)/.test(policy))
      .map(({ policy, status }) => `${environment} ${policy} ${status}`),
  );
}

describe("a waiver of all environments", () => {
  test("is in use when one of them needs it", async () => {
    const systems = await systemsOf(spec(waiver("net-flow-logs", "network") + waiver("queue-dlq", "queues.extra")));
    expect(inShort(systems)).toEqual(["dev net-flow-logs waived", "dev queue-dlq waived"]);
    const [base] = systems;
    for (const policy of ["waiver-unused", "waiver-valid"])
      expect(base?.coverage).toContainEqual(expect.objectContaining({ policy, compliant: 2, open: 0 }));
  });

  test.each(["dev", "prod"])("is in use in a run of %s alone", async (environment) => {
    const found = inShort(await systemsOf(spec(waiver("net-flow-logs", "network")), ["--env", environment]));
    expect(found.filter((finding) => finding.includes("waiver-"))).toEqual([]);
  });

  test("is unused when none of them needs it, in a run of one as well", async () => {
    const unused = spec(waiver("node-imdsv2", "cluster.nodePools.workers"), "environments: { prod: {} }\n");
    expect(inShort(await systemsOf(unused))).toEqual(["null waiver-unused open", "prod waiver-unused open"]);
    expect(inShort(await systemsOf(unused, ["--env", "prod"]))).toEqual(["prod waiver-unused open"]);
  });

  test("is misspelt when none of them has its target", async () => {
    const misspelt = spec(waiver("queue-dlq", "queues.extras"));
    expect(inShort(await systemsOf(misspelt, ["--env", "prod"]))).toEqual(["prod waiver-valid open"]);
  });

  test("is left alone while nobody knows what one of them needs", async () => {
    const broken = spec(
      waiver("node-imdsv2", "cluster.nodePools.workers"),
      "environments: { prod: { services: { api: { uses: { nothing: send } } } } }\n",
    );
    expect(inShort(await systemsOf(broken))).toEqual([]);
  });
});

test("a waiver of one environment is unused when that one does not need it", async () => {
  const own = `${bareSpec}
network: { endpoints: { s3: {} }, flowLogs: { enabled: false } }
waivers:
${waiver("net-flow-logs", "network")}
environments:
  prod:
    network: { flowLogs: { enabled: true } }
    waivers:
${waiver("net-flow-logs", "network").replace(/^/gm, "    ").trimEnd()}
`;
  expect(inShort(await systemsOf(own))).toEqual(["null net-flow-logs waived", "prod waiver-unused open"]);
});
