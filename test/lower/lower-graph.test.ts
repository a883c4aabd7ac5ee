import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cdktfVersion } from "../../compiler/lower/create-app.ts";
import { lowerGraph, lowerGraphs } from "../../compiler/lower/lower-graph.ts";
import { escapeTemplate } from "../../compiler/lower/lower-value.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import { type GraphNode, type ResourceGraph, ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { sampleGraph, sampleModel, sampleStack } from "./sample-graph.ts";

type Document = Readonly<Record<string, never>> & {
  readonly data: Record<string, Record<string, Record<string, unknown>>>;
  readonly output: Record<string, { value: unknown; description?: string }>;
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly terraform: unknown;
};

async function lowerStack(graph: ResourceGraph, stack: string): Promise<Document> {
  const files = await lowerGraph(graph, sampleModel);
  return JSON.parse(files.get(`stacks/${graph.name}-${stack}/cdk.tf.json`) ?? "null");
}

describe("a lowered graph", () => {
  it("has one Terraform file a stack, a chart and a YAML file a release, and a manifest", async () => {
    const files = [...(await lowerGraph(sampleGraph(), sampleModel)).keys()];
    expect(files.map((path) => path.replace(/-[0-9a-f]{12}/, "-HASH")).sort()).toEqual([
      "kubernetes/shop/shop/api.yaml",
      "manifest.json",
      "stacks/shop-identity/cdk.tf.json",
      "stacks/shop-network/cdk.tf.json",
      "stacks/shop-workloads/cdk.tf.json",
      "stacks/shop-workloads/charts/api-HASH/Chart.yaml",
      "stacks/shop-workloads/charts/api-HASH/templates/objects.yaml",
    ]);
  });

  it("uses the graph's own names as Terraform addresses", async () => {
    const { resource } = await lowerStack(sampleGraph(), "network");
    expect(Object.keys(resource)).toEqual(["aws_subnet", "aws_vpc"]);
    expect(resource["aws_subnet"]?.["private_a"]).toMatchObject({
      vpc_id: "${aws_vpc.main.id}",
      depends_on: ["aws_vpc.main"],
      lifecycle: { create_before_destroy: true, ignore_changes: ["tags"] },
    });
  });

  it("says of every resource which part of the spec asked for it", async () => {
    const { resource } = await lowerStack(sampleGraph(), "network");
    expect(resource["aws_subnet"]?.["private_a"]?.["//"]).toEqual({
      metadata: { path: "shop-network/aws_subnet.private_a", uniqueId: "private_a" },
      spec: "network.tiers.private",
      line: 3,
    });
  });

  it("carries a value between stacks as an output with a readable name", async () => {
    const [network, identity] = [
      await lowerStack(sampleGraph(), "network"),
      await lowerStack(sampleGraph(), "identity"),
    ];
    expect(network.output).toMatchObject({
      vpc_id: { description: "The VPC's id." },
      "aws_vpc-main-id": { value: "${aws_vpc.main.id}" },
    });
    expect(identity.data["terraform_remote_state"]?.["shop-network"]).toMatchObject({
      config: { path: "../../../terraform.shop-network.tfstate" },
    });
    expect(identity.resource["aws_iam_role"]?.["api"]?.["assume_role_policy"]).toBe(
      '{"arn": "arn:${data.aws_partition.current.partition}:iam::aws:policy/$${aws:username}", ' +
        '"vpc": "${"$"}${data.terraform_remote_state.shop-network.outputs.aws_vpc-main-id}"}',
    );
  });

  it("pins the providers that its bindings were made from, and no Terraform version", async () => {
    const { terraform: settings } = await lowerStack(sampleGraph(), "identity");
    expect(settings).toEqual({
      backend: { s3: { bucket: "state", encrypt: true, key: "identity", region: "eu-west-1", use_lockfile: true } },
      required_providers: { aws: { source: "aws", version: "6.25.0" } },
    });
  });

  it("orders stacks whose resources only depend on each other", async () => {
    const first = terraform("aws_vpc", { stack: "a", name: "main", origin: [], config: {} });
    const second = terraform("aws_eip", { stack: "b", name: "main", origin: [], config: {}, after: [first] });
    const graph = createGraph("shop", [sampleStack("a"), sampleStack("b")], [first, second]);
    const files = await lowerGraph(graph, sampleModel);
    const { stacks } = JSON.parse(files.get("manifest.json") ?? "null");
    expect(stacks["shop-b"].dependencies).toEqual(["shop-a"]);
    expect(files.get("stacks/shop-b/cdk.tf.json")).not.toContain("depends_on");
  });

  it("is free of what differs between machines and directories", async () => {
    const content = [...(await lowerGraph(sampleGraph(), sampleModel)).values()].join("");
    expect(content).not.toContain(process.cwd());
    expect(content).not.toContain("stackTrace");
  });

  it("loads a class whose name does not follow from its type", async () => {
    const tag = terraform("aws_default_security_group", { stack: "a", name: "main", origin: [], config: {} });
    const odd = {
      ...tag,
      type: "aws_autoscaling_group_tag",
      address: "a/aws_autoscaling_group_tag.main",
      config: { autoscalingGroupName: "x" },
    };
    const graph = createGraph("shop", [sampleStack("a")], [odd as unknown as GraphNode]);
    expect((await lowerStack(graph, "a")).resource).toHaveProperty(
      "aws_autoscaling_group_tag.main.autoscaling_group_name",
      "x",
    );
  });

  it("names the bug when a cross-stack value and a stack's output have one name", async () => {
    const vpc = terraform("aws_vpc", { stack: "a", name: "main", origin: [], config: {} });
    const eip = terraform("aws_eip", { stack: "b", name: "main", origin: [], config: { instance: ref(vpc, "id") } });
    const outputs = { "aws_vpc-main-id": { description: "", value: "x" } };
    const graph = createGraph("shop", [sampleStack("a", { outputs }), sampleStack("b")], [vpc, eip]);
    await expect(lowerGraph(graph, sampleModel)).rejects.toThrow(
      'two elements of a stack have the name "aws_vpc-main-id"',
    );
  });

  it("leaves V8's stack captures as they were", async () => {
    const { captureStackTrace } = Error;
    await lowerGraph(sampleGraph(), sampleModel);
    expect(Error.captureStackTrace).toBe(captureStackTrace);
  });
});

describe("several systems", () => {
  it("share one manifest, in the order of deployment", async () => {
    const other = createGraph("another", [sampleStack("network")], []);
    const files = await lowerGraphs([
      { graph: sampleGraph(), model: sampleModel },
      { graph: other, model: sampleModel },
    ]);
    const manifest = JSON.parse(files.get("manifest.json") ?? "null");
    expect(Object.keys(manifest.stacks)).toEqual([
      "shop-network",
      "shop-identity",
      "shop-workloads",
      "another-network",
    ]);
    expect(files.has("stacks/another-network/cdk.tf.json")).toBe(true);
  });
});

it("names the CDKTF version that is installed", () => {
  expect(cdktfVersion).toBe(JSON.parse(readFileSync("node_modules/cdktf/package.json", "utf8")).version);
});

describe("text that looks like a number", () => {
  it.each(["svc-0068-da8e291bba", "1e300", "8e291", "sha256:4e400"])("%s is left as it is", (text) => {
    expect(escapeTemplate(text)).toBe(text);
  });

  it("is broken up where CDKTF would take it for a token", () => {
    expect(escapeTemplate("-1.8881545897087e+289")).toBe('-1.8881545897087e${""}+289');
  });
});
