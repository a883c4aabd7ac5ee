import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { saidTwice } from "../policies/said-twice.ts";

const root = join(import.meta.dirname, "../..");

/**
 * What each system's document chose and a careful reviewer would question: the policy, and what it is about. Nothing
 * else is found. Each has a waiver in the spec, but for what is {@link leftOpen}.
 */
const questioned: Readonly<Record<string, readonly string[]>> = {
  "attractor-factory": [
    // A NAT gateway, and no endpoint beside it.
    "cost-cheaper-equivalent network",
    // In the cluster for this phase; managed services are deferred.
    "data-in-cluster-state-acknowledged stores.minio",
    "data-in-cluster-state-acknowledged stores.postgres",
    "data-in-cluster-state-acknowledged stores.redis",
    // Two zones and one NAT gateway.
    "net-multi-az network.tiers.private",
    "net-multi-az network.tiers.public",
    "net-nat-per-az network.tiers.private",
    // Six nodes at most, and nothing that adds them.
    "node-autoscaler-present cluster.nodePools.workers",
    // The document does not speak of logs.
    "obs-workload-logs cluster.addons",
    // No bucket for Terraform's state.
    "ops-remote-state state",
    // One namespace for the runner's Jobs and for all else.
    "rbac-sensitive-verbs services.factory-api",
    "rbac-sensitive-verbs services.factory-runner-controller",
  ],
  "aldea-eks": [
    "data-in-cluster-state-acknowledged stores.redis",
    // Zone c leaves through gateway a.
    "net-nat-per-az network.tiers.private",
    // An endpoint for logs, and nothing that writes any.
    "obs-workload-logs cluster.addons",
    // No bucket for Terraform's state.
    "ops-remote-state state",
    "pod-namespace-not-default services.imp-backend-api",
    "pod-namespace-not-default services.imp-frontend",
    "pod-namespace-not-default services.sqs-data-updator",
    "pod-namespace-not-default services.stt-api",
    "pod-namespace-not-default services.ws-proxy",
    "queue-dlq queues.usage-updates-queue",
  ],
};

/** What no document decided, and what is too mild to fail a run. */
const leftOpen: Readonly<Record<string, readonly string[]>> = {
  "attractor-factory": ["obs-workload-logs cluster.addons"],
  "aldea-eks": ["obs-workload-logs cluster.addons"],
};

function openFindings(system: string, useWaivers: boolean): readonly string[] {
  const file = `spec/${system}/spec.yaml`;
  const runs = runSpec(file, readFileSync(join(root, file)), { pack: basePack, today: "2026-11-20", useWaivers });
  expect(runs.flatMap(({ report }) => report.problems)).toEqual([]);
  expect(runs.flatMap(({ report }) => saidTwice(report.findings))).toEqual([]);
  const open = runs.flatMap(({ report }) => report.findings.filter(({ status }) => status === "open"));
  return [...new Set(open.map(({ policy, target }) => `${policy} ${formatSpecPath(target)}`))].sort();
}

describe.each(Object.entries(questioned))("%s", (system, expected) => {
  test("is found to have exactly what its document chose against the policies", () => {
    expect(openFindings(system, false)).toEqual(expected);
  });

  test("is clean with its waivers, but for what nobody decided", () => {
    expect(openFindings(system, true)).toEqual(leftOpen[system] ?? []);
  });

  test("is said in fewer than 200 lines", () => {
    const lines = readFileSync(join(root, `spec/${system}/spec.yaml`), "utf8").split("\n").length;
    expect(lines).toBeLessThan(200);
  });
});
