import { describe, expect, it } from "vitest";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile } from "./compile.ts";
import { mounts } from "./mounts.ts";

const { graph } = compile(mounts);
const podOf = (kind: "Deployment" | "Job", start: string, of = graph) => {
  const node = of.objects(kind).find(({ name }) => name.startsWith(start));
  return JSON.parse(JSON.stringify(node?.object.spec?.template));
};
const proxy = podOf("Deployment", "web.proxy");

describe("files and volumes", () => {
  it("compile to the reviewed graph", async () => {
    await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/mounts.yaml");
  });
});

describe("a file", () => {
  it("is a key of one ConfigMap, mounted alone and read-only", () => {
    const [config] = graph.objects("ConfigMap");
    expect(Object.keys(config?.object.data ?? {})).toEqual(["0-types", "1-proxy.conf", "2-types"]);
    expect(proxy.spec.containers[0].volumeMounts).toContainEqual({
      name: "files",
      mountPath: "/etc/proxy/proxy.conf",
      subPath: "1-proxy.conf",
      readOnly: true,
    });
  });

  it("replaces the pods when it changes, and makes another one-off job", () => {
    const hash = (text: string) =>
      podOf("Deployment", "web.proxy", compile(text).graph).metadata.annotations["groundplan.dev/files"];
    expect(hash(mounts)).toMatch(/^[0-9a-f]{12}$/);
    expect(hash(mounts.replace("listen 8080", "listen 8081"))).not.toBe(hash(mounts));
    expect(hash(mounts.replace("1.0.0", "1.0.1"))).toBe(hash(mounts));
    const jobs = (text: string) =>
      compile(text)
        .graph.objects("Job")
        .map(({ name }) => name);
    expect(jobs(mounts.replace("pages: 2", "pages: 3"))).not.toEqual(jobs(mounts));
  });

  it("is there for a migration, which runs before anything else of its release", () => {
    expect(podOf("Job", "web.proxy-migrate").spec.volumes).toEqual(proxy.spec.volumes);
    expect(graph.objects("ConfigMap").map(({ release }) => release)).toEqual([
      "workloads/helm_release.web_access",
      "workloads/helm_release.web_access",
    ]);
  });
});

describe("a volume", () => {
  it("has a limit, and is in memory only where that is said", () => {
    expect(proxy.spec.volumes).toContainEqual({ name: "volume-cache", emptyDir: { sizeLimit: "1Gi" } });
    expect(proxy.spec.volumes).toContainEqual({
      name: "volume-sockets",
      emptyDir: { medium: "Memory", sizeLimit: "16Mi" },
    });
  });

  it("is asked for where it takes the node's disk", () => {
    expect(proxy.spec.containers[0].resources.requests).toEqual({
      cpu: "100m",
      memory: "128Mi",
      "ephemeral-storage": "1536Mi",
    });
  });
});
