import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile, shop } from "./compile.ts";
import { poolsSpec } from "./pools.ts";

const poolOf = (graph: ResourceGraph, name: string) =>
  graph.resources("aws_eks_node_group").find((group) => group.name === name)?.config;
const podOf = (graph: ResourceGraph, name: string) =>
  graph.objects("Deployment").find((node) => node.name === `lab.${name}`)?.object.spec?.template.spec;

it("compiles every kind of node pool to its golden graph", async () => {
  await expect(printGraph(compile(poolsSpec).graph)).toMatchFileSnapshot("../golden/graph/pools.yaml");
});

describe("a node pool", () => {
  const { graph } = compile(poolsSpec);

  it("has the machine image of its instances", () => {
    expect(graph.resources("aws_eks_node_group").map(({ name, config }) => [name, config.amiType])).toEqual([
      ["cache_a", "AL2023_ARM_64_STANDARD"],
      ["cache_b", "AL2023_ARM_64_STANDARD"],
      ["general", "AL2023_x86_64_STANDARD"],
      ["gpu", "AL2023_x86_64_NVIDIA"],
      ["graviton", "AL2023_ARM_64_STANDARD"],
      ["spot", "AL2023_x86_64_STANDARD"],
    ]);
  });

  it("with a group in each zone shares its size among them", () => {
    const groups = ["cache_a", "cache_b"].map((name) => poolOf(graph, name));
    expect(groups.map((group) => group?.scalingConfig)).toEqual([
      { minSize: 1, desiredSize: 1, maxSize: 2 },
      { minSize: 0, desiredSize: 0, maxSize: 1 },
    ]);
    expect(groups.map((group) => group?.subnetIds)).toEqual([
      [{ $ref: "network/aws_subnet.private_a", attribute: "id" }],
      [{ $ref: "network/aws_subnet.private_b", attribute: "id" }],
    ]);
    expect(groups.map((group) => group?.labels?.["groundplan.dev/node-pool" as never])).toEqual(["cache", "cache"]);
  });

  it("of spot instances may have several types, and replaces as many nodes at once as it is told", () => {
    expect(poolOf(graph, "spot")).toMatchObject({
      capacityType: "SPOT",
      instanceTypes: ["m7i.large", "m6i.large", "m5.large"],
      updateConfig: { maxUnavailablePercentage: 50 },
    });
  });

  it("tags nodes with the environment, as the provider tags all else", () => {
    const { graph: staged } = compile(`${poolsSpec}\nenvironments: { staging: {} }\n`, "staging");
    for (const { config } of staged.resources("aws_launch_template"))
      for (const { tags } of config.tagSpecifications as readonly { readonly tags?: unknown }[])
        expect(tags).toMatchObject({ environment: "staging" });
  });

  it("gives no node of a private tier a public address", () => {
    const templates = graph.resources("aws_launch_template").map(({ config }) => config);
    expect(templates.every(({ vpcSecurityGroupIds }) => vpcSecurityGroupIds === undefined)).toBe(true);
    for (const { networkInterfaces } of templates)
      expect(networkInterfaces).toMatchObject([{ deviceIndex: 0, associatePublicIpAddress: "false" }]);
  });

  it("with GPUs keeps other pods away and can be found by those that ask for one", () => {
    expect(poolOf(graph, "gpu")).toMatchObject({
      labels: { "nvidia.com/gpu.present": "true", "k8s.amazonaws.com/accelerator": "nvidia" },
      taint: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
      scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 4 },
    });
    expect(poolOf(graph, "general")?.labels).toEqual({ "groundplan.dev/node-pool": "general" });
  });

  it("with GPUs has the taints that the spec says instead", () => {
    const own = poolsSpec.replace(
      "[g4dn.xlarge], size: { min: 0, max: 4 }",
      "[g4dn.xlarge], size: { min: 0, max: 4 }, taints: [{ key: dedicated, value: models }]",
    );
    const { graph: tainted } = compile(own.replace("vision:", "vision:\n    nodePool: gpu"));
    expect(poolOf(tainted, "gpu")?.taint).toEqual([{ key: "dedicated", value: "models", effect: "NO_SCHEDULE" }]);
    expect(pluginValues(tainted).tolerations.map(({ key }) => key)).toEqual(["nvidia.com/gpu", "dedicated"]);
  });
});

interface PluginValues {
  readonly nodeSelector: object;
  readonly tolerations: readonly { readonly key: string; readonly operator: string }[];
}

function pluginValues(graph: ResourceGraph): PluginValues {
  const release = graph.resources("helm_release").find(({ name }) => name === "nvidia_device_plugin");
  const [values] = Array.isArray(release?.config.values) ? release.config.values : [];
  return JSON.parse(String(values)) as PluginValues;
}

describe("the device plugin", () => {
  it("is there where a pool has GPUs, without being named and without an AWS identity", () => {
    const { graph } = compile(poolsSpec);
    expect(pluginValues(graph)).toMatchObject({
      nodeSelector: { "nvidia.com/gpu.present": "true" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }],
    });
    expect(graph.resources("aws_iam_role").some(({ name }) => name.includes("nvidia"))).toBe(false);
  });

  it("is not there where none has", () => {
    const releases = compile(shop)
      .graph.resources("helm_release")
      .map(({ name }) => name);
    expect(releases).not.toContain("nvidia_device_plugin");
  });
});

it("installs the driver of secrets before its provider, and once", () => {
  const releases = compile(poolsSpec).graph.resources("helm_release");
  const provider = releases.find(({ name }) => name === "secrets_store_csi_driver_provider_aws");
  expect(provider?.dependsOn).toEqual(["platform/helm_release.secrets_store_csi_driver"]);
  expect(JSON.stringify(provider?.config.values)).toContain('\\"secrets-store-csi-driver\\":{\\"install\\":false}');
});

describe("pods", () => {
  const { graph } = compile(poolsSpec);

  it("that ask for a GPU go where there are some, in the pool that they name or in any", () => {
    expect(podOf(graph, "speech")).toMatchObject({
      nodeSelector: { "groundplan.dev/node-pool": "gpu" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Equal", value: "true", effect: "NoSchedule" }],
      containers: [{ resources: { limits: { memory: "128Mi", "nvidia.com/gpu": 1 } } }],
    });
    expect(podOf(graph, "vision")).toMatchObject({
      nodeSelector: { "nvidia.com/gpu.present": "true" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }],
    });
  });

  it("of a migration wait for no GPU", () => {
    const job = graph.objects("Job").find(({ name }) => name === "lab.speech-migrate")?.object;
    expect(job?.spec?.template.spec).toMatchObject({ nodeSelector: { "groundplan.dev/node-pool": "gpu" } });
    expect(JSON.stringify(job)).not.toContain('"nvidia.com/gpu":1');
  });

  it("go to nodes of their image's architecture where there are others", () => {
    expect(podOf(graph, "api")?.nodeSelector).toEqual({ "kubernetes.io/arch": "amd64" });
    expect(podOf(graph, "both")?.nodeSelector).toBeUndefined();
    expect(podOf(graph, "cache")?.nodeSelector).toEqual({ "groundplan.dev/node-pool": "cache" });
    const single = compile(shop).graph.objects("Deployment");
    expect(single.some(({ object }) => object.spec?.template.spec?.nodeSelector)).toBe(false);
  });

  it("go to nodes of the one architecture that all their containers are built for", () => {
    const beside = (containers: string) => {
      const both = "image: { repository: lab/both, tag: 1.4.2, platforms: [linux/amd64, linux/arm64] }";
      return podOf(compile(poolsSpec.replace(both, `${both}\n    ${containers}`)).graph, "both")?.nodeSelector;
    };
    const amd64 = "image: { external: docker.io/example/exporter, tag: 1.0.0 }";
    const arm64 = "image: { external: docker.io/example/assets, tag: 1.0.0, platforms: [linux/arm64] }";
    expect(beside(`sidecars: { exporter: { ${amd64} } }`)).toEqual({ "kubernetes.io/arch": "amd64" });
    expect(beside(`init: { assets: { ${arm64} } }`)).toEqual({ "kubernetes.io/arch": "arm64" });
    // None fits: a policy says so.
    expect(beside(`sidecars: { exporter: { ${amd64} } }\n    init: { assets: { ${arm64} } }`)).toBeUndefined();
  });
});
