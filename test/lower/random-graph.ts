import fc from "fast-check";
import { createGraph } from "../../schema/graph/create-graph.ts";
import { type GraphNode, type ResourceGraph, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { type Text, text } from "../../schema/graph/value.ts";
import { sampleStack } from "./sample-graph.ts";

const stackNames = ["network", "data", "identity"] as const;

/** Text with everything in it that Terraform, CDKTF or Helm could take for something else. */
export const awkwardText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "${",
        "%{",
        "$",
        "%",
        "}",
        "{{",
        "}}",
        "#{",
        "TfToken[",
        "]}",
        '"',
        "\\",
        "\n",
        "1e+289",
        "-1.8e+289",
        "-1.8881545897087e+289",
        "e289",
        "-2",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

interface Seed {
  readonly stack: number;
  readonly targets: readonly number[];
  readonly texts: readonly string[];
  readonly size: number;
  readonly after: boolean;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  stack: fc.nat({ max: stackNames.length - 1 }),
  targets: fc.array(fc.nat({ max: 20 }), { minLength: 2, maxLength: 2 }),
  texts: fc.array(awkwardText, { minLength: 4, maxLength: 4 }),
  size: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15 })),
  after: fc.boolean(),
});

/** Graphs of up to twelve queues and roles in three stacks, which refer to each other within and across the stacks. */
export const randomGraph: fc.Arbitrary<ResourceGraph> = fc.array(seed, { minLength: 1, maxLength: 12 }).map((seeds) => {
  const ordered = [...seeds].sort((left, right) => left.stack - right.stack);
  const nodes: TerraformNode[] = [];
  ordered.forEach((each, index) => {
    nodes.push(index % 2 === 0 ? queue(each, index, nodes) : role(each, index, nodes));
  });
  return createGraph(
    "random",
    stackNames.map((name) => sampleStack(name)),
    nodes as unknown as GraphNode[],
  );
});

function queue(
  { stack, targets, texts, size, after }: Seed,
  index: number,
  nodes: readonly TerraformNode[],
): TerraformNode {
  const [first = "", second = "", key = "", value = ""] = texts;
  return terraform("aws_sqs_queue", {
    stack: stackNames[stack] ?? "network",
    name: `queue-${index}`,
    origin: ["queues", first],
    config: {
      name: pick(nodes, targets[0], first),
      policy: text`${second}${pick(nodes, targets[1], "none")}${value}`,
      delaySeconds: size,
      tags: { [key]: value },
    },
    after: after ? nodes.slice(0, 2) : [],
  }) as unknown as TerraformNode;
}

function role({ stack, targets, texts }: Seed, index: number, nodes: readonly TerraformNode[]): TerraformNode {
  const [first = "", second = "", name = ""] = texts;
  return terraform("aws_iam_role", {
    stack: stackNames[stack] ?? "network",
    name: `role-${index}`,
    origin: ["services", name],
    config: {
      assumeRolePolicy: first,
      managedPolicyArns: [second, pick(nodes, targets[0], name)],
      inlinePolicy: [{ name, policy: text`$${pick(nodes, targets[1], "x")}` }],
    },
    lifecycle: { ignoreChanges: ["inline_policy"] },
  }) as unknown as TerraformNode;
}

function pick(nodes: readonly TerraformNode[], target: number | undefined, otherwise: string): Text {
  const node = nodes[target ?? 0];
  return node ? ref(node, "arn") : otherwise;
}
