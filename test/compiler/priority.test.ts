import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { workloads } from "./workloads.ts";

const withPriority = workloads
  .replace("    port: 6379\n", "    port: 6379\n    priority: high\n")
  .replace("    timeout: 30m\n", "    timeout: 30m\n    priority: low\n");
const { graph } = compile(withPriority);
const text = (kind: "CronJob" | "StatefulSet", name: string) =>
  JSON.stringify(graph.objects(kind).find((node) => node.name === name)?.object);

describe("the priority of a service", () => {
  it("is a class of the system's own, made before anything that has it", () => {
    expect(graph.resources("kubernetes_priority_class_v1").map(({ stack, config }) => [stack, config])).toMatchObject([
      ["platform", { metadata: { name: "depot-high" }, value: 1000, preemptionPolicy: "PreemptLowerPriority" }],
      ["platform", { metadata: { name: "depot-low" }, value: -5, preemptionPolicy: "Never" }],
    ]);
  });

  it("is on its pods, and on no other", () => {
    expect(text("StatefulSet", "depot.events")).toContain('"priorityClassName":"depot-high"');
    expect(text("CronJob", "depot.nightly")).toContain('"priorityClassName":"depot-low"');
    expect(text("StatefulSet", "depot.sessions")).not.toContain("priorityClassName");
  });

  it("makes nothing where all are alike", () => {
    expect(compile(workloads).graph.resources("kubernetes_priority_class_v1")).toEqual([]);
  });
});
