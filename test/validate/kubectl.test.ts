import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { type Manifest, manifestsOf } from "./graph-of.ts";

const withPods = ["CronJob", "Deployment", "Job", "StatefulSet"];
const isInstalled = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!isInstalled) process.stderr.write("kubectl is not installed: its decoding of the good objects is not tested\n");

/** Decodes objects with the Go types that the API server has; nothing is asked of a cluster. */
function decode(manifests: readonly Manifest[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(
    "kubectl",
    ["set", "env", "--local", "-f", "-", "--dry-run=client", "-o", "yaml", "X=y"],
    { input: manifests.map((manifest) => stringify(manifest)).join("---\n"), encoding: "utf8", env: environment },
  );
  return { status, stderr };
}

const environment = { ...process.env, KUBECONFIG: "/dev/null" };

test.runIf(isInstalled)("kubectl decodes every good object that makes pods", () => {
  const folder = new URL("./good/", import.meta.url);
  const manifests = readdirSync(folder)
    .flatMap((file) => manifestsOf(readFileSync(new URL(file, folder), "utf8")))
    .filter(({ kind }) => withPods.includes(kind));
  expect(manifests.length).toBeGreaterThan(20);
  expect(decode(manifests)).toEqual({ status: 0, stderr: "" });
});

test.runIf(isInstalled)("kubectl refuses a value of the wrong type", () => {
  const manifest = manifestsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec: { replicas: "2" }
`);
  expect(decode(manifest).status).not.toBe(0);
});
