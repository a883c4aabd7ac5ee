import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const spec = `${cleanSpec.replace("cluster:\n", "cluster:\n  logs: [api] # the rest is dear\n")}
# nobody reads them
network: { flowLogs: { enabled: false } }
`;

const fixed = spec
  .replace("logs: [api] #", "logs: [ api, audit, authenticator, controllerManager, scheduler ] #")
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
    expect(stdout).toContain("```suggestion\nnetwork: { flowLogs: { enabled: true } }\n```\n");
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
      `${spec.replace("logs: [api] #", "logs: [ api, audit, authenticator, controllerManager, scheduler ] #")}waivers:
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
