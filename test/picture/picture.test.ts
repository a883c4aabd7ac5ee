import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { stringify } from "yaml";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { pictureOf } from "../../compiler/picture/picture-of.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { svgFile } from "../../policies/report/picture/svg-file.ts";
import { architectureOf } from "../../schema/architecture/architecture-of.ts";
import { everySpec } from "../invariants/every-spec.ts";
import { randomSpec } from "../invariants/random-spec.ts";
import { brokenLaws } from "./laws.ts";
import { printArchitecture } from "./print-architecture.ts";

function run(text: string, environment?: string) {
  const [first] = runSpec("spec.yaml", new TextEncoder().encode(text), {
    pack: basePack,
    today: "2026-11-20",
    useWaivers: true,
    ...(environment !== undefined && { environment }),
  });
  if (!first?.compiled) throw new Error(`not valid: ${first?.report.problems.map(({ message }) => message).join()}`);
  return { ...first.compiled, findings: first.report.findings };
}

describe("the architecture of a system", () => {
  test.each(["aldea-eks", "attractor-factory", "fastapi-app"])("%s is its golden file", async (name) => {
    const { model, graph } = run(readFileSync(`spec/${name}/spec.yaml`, "utf8"));
    const text = printArchitecture(architectureOf(model, graph));
    await expect(text).toMatchFileSnapshot(`../golden/architecture/${name}.txt`);
  });

  test.each(everySpec)("$name, environment $environment, has every resource once", ({ text, environment }) => {
    const { model, graph } = run(text, environment);
    const { things, groups, resources } = architectureOf(model, graph);
    const shown = [...things, ...groups].flatMap((each) => each.resources).concat(resources);
    expect(shown.sort()).toEqual(graph.nodes.map(({ address }) => address).sort());
  });
});

describe("the layout of a picture", () => {
  it.each(everySpec)("meets the laws with $name, environment $environment", async ({ text, environment }) => {
    const { findings, ...compiled } = run(text, environment);
    expect(brokenLaws(await pictureOf(compiled, findings))).toEqual([]);
  });

  it("meets the laws with any spec", { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(randomSpec, async ({ text }) => {
      const { findings, ...compiled } = run(text);
      expect(brokenLaws(await pictureOf(compiled, findings))).toEqual([]);
    });
    await fc.assert(property, { numRuns: 25, seed: 1 });
  });

  it("is the same each time, to the byte", async () => {
    const { findings, ...compiled } = run(readFileSync("spec/aldea-eks/spec.yaml", "utf8"));
    const print = async () => svgFile(await pictureOf(compiled, findings), findings);
    expect(await print()).toBe(await print());
  });

  it("shows what policies found to be open, and by how much", async () => {
    const { findings, ...compiled } = run(
      readFileSync("spec/fastapi-app/spec.yaml", "utf8").split("\nwaivers:")[0] ?? "",
    );
    const svg = svgFile(await pictureOf(compiled, findings), findings);
    expect(svg).toContain("route public, network load balancer, internet-facing, 2 open, the worst critical");
  });

  it("draws a thousand services as one box in a moment", { timeout: 60_000 }, async () => {
    const service = { image: { repository: "api", tag: "1.0.0" }, port: 8000, uses: { jobs: "send" } };
    const services = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`api-${index}`, { ...service, namespace: `team-${index % 30}` }]),
    );
    const { findings, ...compiled } = run(
      stringify({
        version: 1,
        system: "big",
        owner: "platform@example.com",
        regions: { "eu-west-1": { cidr: "10.0.0.0/16" } },
        cluster: {
          access: { platform: { role: "platform-admin", policy: "cluster-admin" } },
          nodePools: { workers: { instances: ["m7i.large"], size: { min: 2, max: 6 } } },
        },
        queues: { jobs: {} },
        services,
      }),
    );
    const picture = await pictureOf(compiled, findings);
    expect(brokenLaws(picture)).toEqual([]);
    expect(picture.boxes.map(({ name }) => name)).toContain("1000 services");
    expect(picture.lines.map(({ label }) => label.text)).toContain("send × 1000 :443");
    expect(svgFile(picture, findings).length).toBeLessThan(30_000);
  });
});
