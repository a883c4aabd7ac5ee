import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateArguments } from "../../compiler/validate/generate/generate-arguments.ts";
import { terraformArguments } from "../../generated/terraform/arguments.ts";
import { cleanSpec, flawedSpec, folderWith, groundplan } from "./harness.ts";

const withOverrides = (yaml: string, spec = cleanSpec): string =>
  folderWith({ "spec/shop/spec.yaml": `${spec}\noverrides:\n${yaml}` });

const stackOf = (folder: string, stack: string) =>
  JSON.parse(readFileSync(join(folder, `out/stacks/shop-${stack}/cdk.tf.json`), "utf8"));

describe("overrides", () => {
  test("change resources by their addresses: maps merge, null removes, lists and values replace", async () => {
    const folder = withOverrides(`
  "cluster/aws_eks_node_group.*":
    forceUpdateVersion: true
    updateConfig: { maxUnavailablePercentage: null, maxUnavailable: 1 }
  cluster/aws_eks_cluster.main: { enabledClusterLogTypes: [api, audit, authenticator, controllerManager, scheduler] }
`);
    expect((await groundplan(folder, ["compile"])).code).toBe(0);
    const { resource } = stackOf(folder, "cluster");
    expect(resource.aws_eks_node_group.workers).toMatchObject({
      force_update_version: true,
      update_config: { max_unavailable: 1 },
      scaling_config: { min_size: 2 },
    });
    expect(resource.aws_eks_node_group.workers.update_config).not.toHaveProperty("max_unavailable_percentage");
  });

  test("change the fields of Kubernetes objects, single items of lists too, and never the references in them", async () => {
    const folder = withOverrides(`
  workloads/Deployment.shop.api:
    spec: { template: { spec: { containers: { 0: { terminationMessagePolicy: FallbackToLogsOnError } } } } }
`);
    expect((await groundplan(folder, ["compile"])).code).toBe(0);
    const yaml = readFileSync(join(folder, "out/kubernetes/shop/shop/api.yaml"), "utf8");
    expect(yaml).toContain("terminationMessagePolicy: FallbackToLogsOnError");
    expect(yaml).toContain("JOBS_QUEUE_URL");
  });

  test("are seen by the Kubernetes check and by the policies", async () => {
    const wrong = withOverrides('  "workloads/Deployment.*": { spec: { replicaz: 3 } }\n');
    const { code, stdout } = await groundplan(wrong, ["check"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringContaining("kubernetes-invalid") });
    const open = withOverrides(
      "  cluster/aws_launch_template.workers: { metadataOptions: { httpTokens: optional } }\n",
    );
    expect((await groundplan(open, ["check"])).stdout).toContain("[node-imdsv2]");
  });

  test("are what findings point at that are not there without them", async () => {
    const launch = "cluster/aws_launch_template.workers";
    const wrong = withOverrides(`
  "cluster/aws_eks_node_group.*": { tags: { a: b } }
  ${launch}: { metadataOptions: { httpTokens: optional } }
`);
    const { stdout } = await groundplan(wrong, ["check", "--format", "json"]);
    const [finding] = JSON.parse(stdout).systems[0].findings;
    expect(finding).toMatchObject({ policy: "node-imdsv2", target: "cluster.nodePools.workers" });
    expect(finding.path).toBe(`overrides."${launch}"`);
    expect(finding.line).toBe(cleanSpec.split("\n").length + 4);
    expect(finding.help).toBe(`Change or remove the override of \`${launch}\`: without it, nothing is found here.`);
  });

  test("are not blamed for what is there without them", async () => {
    const harmless = withOverrides("  workloads/Deployment.shop.api: { metadata: { labels: { a: b } } }\n", flawedSpec);
    const paths = (text: string): readonly string[] =>
      JSON.parse(text).systems[0].findings.map(({ path }: { path: string }) => path);
    const without = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const asked = ["check", "--format", "json"];
    expect(paths((await groundplan(harmless, asked)).stdout)).toEqual(paths((await groundplan(without, asked)).stdout));
  });

  test("are listed in every report, and with the resource that they change", async () => {
    const folder = withOverrides('  "cluster/aws_eks_node_group.*": { forceUpdateVersion: true }\n');
    const report = async (format: string) => (await groundplan(folder, ["check", "--format", format])).stdout;
    const line = cleanSpec.split("\n").length + 2;
    expect(await report("pretty")).toContain(
      `overrides\n  cluster/aws_eks_node_group.* (spec/shop/spec.yaml:${line}) changes cluster/aws_eks_node_group.workers\n`,
    );
    expect(await report("markdown")).toMatch(
      /\| override \| where \| changes \|\n.*\n\| .*aws_eks_node_group\.workers/,
    );
    expect(JSON.parse(await report("json")).systems[0].overrides).toEqual([
      { pattern: "cluster/aws_eks_node_group.*", line, addresses: ["cluster/aws_eks_node_group.workers"] },
    ]);
    expect((await groundplan(folder, ["explain", "aws_eks_node_group.workers"])).stdout).toContain(
      `overridden by\n  spec/shop/spec.yaml:${line}, overrides."cluster/aws_eks_node_group.*"\n`,
    );
    expect(
      JSON.parse(
        (await groundplan(folderWith({ "spec/shop/spec.yaml": flawedSpec }), ["check", "--format", "json"])).stdout,
      ).systems[0].overrides,
    ).toEqual([]);
  });

  test("can be those of one environment", async () => {
    const overlay = 'environments: { prod: { overrides: { "data/aws_sqs_queue.jobs": { delaySeconds: 5 } } } }\n';
    const folder = folderWith({ "spec/shop/spec.yaml": `${cleanSpec}\n${overlay}` });
    expect((await groundplan(folder, ["check"])).stdout).toContain("in prod changes data/aws_sqs_queue.jobs");
  });

  test("write text only: nothing in them is a template", async () => {
    const folder = withOverrides(
      '  data/aws_sqs_queue.jobs: { tags: { a: "${aws_vpc.main.id}", b: "%{ if true }" } }\n',
    );
    expect((await groundplan(folder, ["compile"])).code).toBe(0);
    expect(stackOf(folder, "data").resource.aws_sqs_queue.jobs.tags).toEqual({
      a: "$${aws_vpc.main.id}",
      b: "%%{ if true }",
    });
  });

  test.each([
    [
      "an address that there is not",
      "cluster/aws_eks_node_group.wrokers: { version: x }",
      "unknown-reference",
      "aws_eks_node_group.workers",
    ],
    [
      "a pattern that matches nothing",
      '"cluster/aws_eks_nodegroup.*": { version: x }',
      "unknown-reference",
      "aws_eks_node_group.*",
    ],
    [
      "an argument that the provider does not know",
      "cluster/aws_eks_cluster.main: { deletionProtectoin: true }",
      "conflict",
      "deletionProtection",
    ],
    [
      "an argument within a block",
      "cluster/aws_eks_node_group.workers: { scalingConfig: { maxsize: 3 } }",
      "conflict",
      "maxSize",
    ],
    ["a map over a value", "cluster/aws_eks_cluster.main: { version: { a: 1 } }", "conflict", "same type"],
    ["a value over a map", "cluster/aws_eks_node_group.workers: { scalingConfig: 3 }", "conflict", "same type"],
    ["a number over text", "cluster/aws_eks_cluster.main: { version: 1 }", "conflict", "same type"],
    [
      "a map over what is known at apply",
      "cluster/aws_eks_cluster.main: { roleArn: { a: b } }",
      "conflict",
      "same type",
    ],
    [
      "an item that the list has not",
      "workloads/Deployment.shop.api: { spec: { template: { spec: { containers: { 1: { name: x } } } } } }",
      "conflict",
      "0 to 0",
    ],
    [
      "a reference",
      'cluster/aws_eks_cluster.main: { roleArn: { $ref: "network/aws_vpc.main", attribute: id } }',
      "conflict",
      "plain value",
    ],
    ["a template", "cluster/aws_eks_cluster.main: { name: { $template: [a] } }", "conflict", "plain value"],
    [
      "an object's name",
      "workloads/Deployment.shop.api: { metadata: { name: other } }",
      "conflict",
      "what the spec calls it",
    ],
    ["a pattern without a stack", "aws_eks_cluster.main: { version: x }", "bad-name", "the stack, a slash"],
    ["no map", "cluster/aws_eks_cluster.main: true", "wrong-type", ""],
  ])("refuse %s, at its line", async (_, yaml, finding, help) => {
    const { code, stdout } = await groundplan(withOverrides(`  ${yaml}\n`), ["check"]);
    expect(code).toBe(2);
    expect(stdout).toContain(`error[${finding}]`);
    expect(stdout).toContain(`--> spec/shop/spec.yaml:${cleanSpec.split("\n").length + 2}:`);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(help);
  });
});

test("the arguments are those of the bindings", () => {
  const root = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
  const printed = generateArguments(root);
  for (const [type, text] of Object.entries(terraformArguments)) expect(printed).toContain(`"${type}":\n    "${text}"`);
});
