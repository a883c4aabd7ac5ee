import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { compile } from "./compile.ts";
import { workloads } from "./workloads.ts";

const { graph } = compile(workloads);
const releaseOf = (name: string) => graph.resources("helm_release").find((node) => node.name === name)?.config;
const jobName = (other: ResourceGraph) => other.objects("Job").map(({ name }) => name);

describe("a service with a schedule", () => {
  it("is a CronJob that never runs twice at once", () => {
    expect(graph.objects("CronJob").map(({ object }) => object.spec)).toMatchObject([
      {
        schedule: "0 3 * * *",
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        jobTemplate: { spec: { activeDeadlineSeconds: 1800, backoffLimit: 2 } },
      },
    ]);
  });

  it("has the identity, the secrets and the ways out of any other service", () => {
    const own = graph.nodes.filter(({ name }) => name.startsWith("depot.nightly")).map(({ type }) => type);
    expect(own.sort()).toEqual([
      "CronJob",
      "ExternalSecret",
      "NetworkPolicy",
      "SecretStore",
      "ServiceAccount",
      "ServiceAccount",
    ]);
    expect(graph.resources("aws_iam_role").map(({ name }) => name)).toContain("service_nightly");
  });
});

describe("a service that runs once", () => {
  it("is a Job with a name of its own for whatever it runs", () => {
    expect(jobName(graph)).toEqual([expect.stringMatching(/^depot\.seed-[0-9a-f]{8}$/)]);
    for (const change of [workloads.replace("[seed]", "[seed, --all]"), workloads.replaceAll("1.4.2", "1.4.3")])
      expect(jobName(compile(change).graph)).not.toEqual(jobName(graph));
  });

  it("holds its release until it ends, and an older job does not run again when it fails", () => {
    expect(releaseOf("seed")).toMatchObject({ waitForJobs: true, timeout: 7260, atomic: false });
    expect(releaseOf("nightly")).toMatchObject({ timeout: 900, atomic: true });
  });
});

describe("jobs", () => {
  it("have nothing that only long-running pods need", () => {
    const kinds = ["Service", "Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget"] as const;
    const names = kinds.flatMap((kind) => graph.objects(kind)).map(({ name }) => name);
    expect(names.filter((name) => /nightly|seed/.test(name))).toEqual([]);
  });
});
