import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildCharts } from "../../compiler/charts/chart.ts";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile } from "./compile.ts";
import { onDemand } from "./on-demand.ts";

const { graph } = compile(onDemand);
const podOf = (name: string) => {
  const deployment = graph.objects("Deployment").find((node) => node.name === name);
  return JSON.parse(JSON.stringify(deployment?.object.spec?.template.spec));
};
const rules = (name: string) => graph.objects("Role").find((node) => node.name === name)?.object.rules;
const egress = (name: string, of = graph) =>
  JSON.stringify(of.objects("NetworkPolicy").find((node) => node.name === name)?.object.spec?.egress);

describe("a service that runs on demand", () => {
  it("compiles to the reviewed graph", async () => {
    await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/on-demand.yaml");
  });

  it("is a Job that no release makes, in a ConfigMap of its namespace and of all that start it", () => {
    expect(graph.objects("ConfigMap").map(({ name }) => name)).toEqual([
      "factory-runs.runner-job",
      "factory.runner-job",
    ]);
    const objects = [...buildCharts(graph).values()].flatMap((chart) => chart.objects);
    expect(objects.map(({ node }) => node.type)).not.toContain("Job");
    expect(graph.resources("helm_release").map(({ name }) => name)).not.toContain("runner");
  });

  it("has the manifest as text that reads as the object that was checked", () => {
    const [job] = graph.objects("Job");
    const printed = [...buildCharts(graph).values()].flatMap((chart) => chart.objects);
    for (const name of ["factory-runs.runner-job", "factory.runner-job"]) {
      const { yaml = "" } = printed.find(({ node }) => node.type === "ConfigMap" && node.name === name) ?? {};
      const text = (parse(yaml) as { data: Record<string, string> }).data["job.yaml"] ?? "";
      expect(text).toContain("<aws_ecr_repository.factory_runner.repository_url>:1.0.0");
      expect(parse(text)).toMatchObject({
        kind: "Job",
        metadata: { generateName: "runner-", namespace: "factory-runs" },
        spec: { activeDeadlineSeconds: 7200, backoffLimit: 0, ttlSecondsAfterFinished: 86_400 },
      });
      expect(Object.keys(parse(text).spec.template.spec)).toEqual(Object.keys(job?.object.spec?.template.spec ?? {}));
    }
  });

  it("is checked as the object that it will be", () => {
    const [job] = graph.objects("Job");
    expect(job?.heldBy).toBe("workloads/ConfigMap.factory-runs.runner-job");
    expect(checkObjects(graph)).toEqual([]);
    const broken = structuredClone(graph.nodes);
    for (const { type, object } of broken.filter((node) => node.kind === "kubernetes"))
      if (type === "Job") Object.assign(object.spec as object, { backoffLimit: -1 });
    const other = createGraph(graph.name, graph.stacks, broken);
    expect(checkObjects(other)).toMatchObject([{ code: "kubernetes-invalid", path: ["services", "runner"] }]);
  });
});

describe("whoever starts it", () => {
  it("has the manifest as a file, and a token", () => {
    const pod = podOf("factory.controller");
    expect(pod.automountServiceAccountToken).toBe(true);
    expect(pod.containers[0].volumeMounts).toContainEqual({
      name: "jobs",
      mountPath: "/etc/groundplan/jobs",
      readOnly: true,
    });
    expect(pod.containers[0].env).toEqual([
      { name: "RUNNER_JOB_FILE", value: "/etc/groundplan/jobs/runner.yaml" },
      { name: "RUNNER_NAMESPACE", value: "factory-runs" },
    ]);
  });

  it("may make and delete Jobs of that namespace, read their pods, and nothing more", () => {
    expect(rules("factory-runs.controller.run.runner")).toEqual([
      { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "delete", "get", "list", "watch"] },
      { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] },
    ]);
    expect(graph.objects("RoleBinding").map(({ object }) => object.subjects)).toEqual([
      [{ kind: "ServiceAccount", name: "api", namespace: "factory" }],
      [{ kind: "ServiceAccount", name: "controller", namespace: "factory" }],
    ]);
  });

  it("reaches the API of Kubernetes, by the Service and by the servers' addresses", () => {
    for (const cidr of ["10.100.0.1/32", "172.20.0.1/32", "10.42.0.0/20"])
      expect(egress("factory.controller")).toContain(`{"ipBlock":{"cidr":"${cidr}"}}`);
    expect(egress("factory-runs.runner")).not.toContain("172.20.0.1");
  });

  it("is deployed when it is allowed to start it", () => {
    const release = graph.resources("helm_release").find(({ name }) => name === "controller");
    expect(release?.dependsOn).toEqual([
      "workloads/helm_release.factory_access",
      "workloads/helm_release.factory_runs_access",
    ]);
  });
});

describe("whoever enters it", () => {
  it("may open shells in that namespace's pods, and has no manifest", () => {
    expect(rules("factory-runs.api.exec.runner")).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
      { apiGroups: [""], resources: ["pods/exec"], verbs: ["create", "get"] },
    ]);
    const pod = podOf("factory.api");
    expect(pod.automountServiceAccountToken).toBe(true);
    expect(JSON.stringify(pod)).not.toContain("/etc/groundplan/jobs");
  });

  it("loses everything with the edge", () => {
    const without = compile(onDemand.replace("uses: { runner: exec }", "uses: {}")).graph;
    expect(without.objects("Role").map(({ name }) => name)).toEqual(["factory-runs.controller.run.runner"]);
    expect(egress("factory.api", without)).toBe("[]");
  });
});
