import { createGraph } from "../../schema/graph/create-graph.ts";
import { type GraphNode, type ResourceGraph, ref, type Stack } from "../../schema/graph/graph.ts";
import { kubernetes, terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";

/** As much of a model as lowering asks for: every path stands on the line that its length says. */
export const sampleModel = {
  sourcePath: (path: readonly (string | number)[]) => path,
  source: {
    locate: (path: readonly (string | number)[]) => ({ line: path.length, column: 1, endLine: 1, endColumn: 1 }),
  },
} as unknown as Model;

/** A stack with nothing but its name and what a test gives. */
export function sampleStack(name: string, rest: Partial<Stack> = {}): Stack {
  const providers = { aws: { region: "eu-west-1", defaultTags: [{ tags: { System: "shop" } }] } };
  return { name, description: name, providers, backend: { kind: "local" }, outputs: {}, ...rest };
}

/** A small system in three stacks: a network, a role, and a release with two objects that need both. */
export function sampleGraph(): ResourceGraph {
  const vpc = terraform("aws_vpc", {
    stack: "network",
    name: "main",
    origin: ["network"],
    config: { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, tags: { Name: "shop", "cost:${center}": "100%{x}" } },
  });
  const subnet = terraform("aws_subnet", {
    stack: "network",
    name: "private-a",
    origin: ["network", "tiers", "private"],
    config: { vpcId: ref(vpc, "id"), cidrBlock: "10.0.0.0/20", availabilityZone: "eu-west-1a" },
    after: [vpc],
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ["tags"] },
  });
  const partition = terraform("data.aws_partition", { stack: "identity", name: "current", origin: [], config: {} });
  const role = terraform("aws_iam_role", {
    stack: "identity",
    name: "api",
    origin: ["services", "api"],
    config: {
      name: "shop-api",
      assumeRolePolicy: text`{"arn": "arn:${ref(partition, "partition")}:iam::aws:policy/\${aws:username}", "vpc": "$${ref(vpc, "id")}"}`,
    },
    after: [subnet],
  });
  const release = terraform("helm_release", {
    stack: "workloads",
    name: "api",
    origin: ["services", "api"],
    config: { name: "api", namespace: "shop", chart: "./charts/api" },
  });
  const labels = { "app.kubernetes.io/name": "api" };
  const account = kubernetes("ServiceAccount", release, ["services", "api"], {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "api", namespace: "shop", annotations: { "eks.amazonaws.com/role-arn": ref(role, "arn") } },
  });
  const deployment = kubernetes("Deployment", release, ["services", "api"], {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api", namespace: "shop", labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: "api",
              image: text`registry/${ref(role, "name")}:1.2`,
              args: ["--format", "{{ .Name }} ${HOME} yes", "yes", "1:30", "a\nb\n"],
              ports: [{ containerPort: 80 }],
            },
          ],
        },
      },
    },
  });
  const stacks: Stack[] = [
    sampleStack("network", { outputs: { vpc_id: { description: "The VPC's id.", value: ref(vpc, "id") } } }),
    sampleStack("identity", { backend: { kind: "s3", bucket: "state", key: "identity", region: "eu-west-1" } }),
    sampleStack("workloads", {
      providers: {
        helm: {
          kubernetes: {
            host: ref(role, "arn"),
            clusterCaCertificate: { ...ref(role, "id"), function: "base64decode" },
          },
        },
      },
    }),
  ];
  const nodes = [vpc, subnet, partition, role, release, account, deployment] as unknown as GraphNode[];
  return createGraph("shop", stacks, nodes);
}
