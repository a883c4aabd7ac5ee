import { describe, expect, it } from "vitest";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { isReference, isTemplate, referencesIn } from "../../schema/graph/value.ts";
import { compile, shop, specOf } from "./compile.ts";
import { workloads } from "./workloads.ts";

describe("every system", () => {
  it("compiles to the reviewed graph: fastapi-app", async () => {
    const { graph } = compile(specOf("fastapi-app"));
    await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/fastapi-app.yaml");
  });

  it("compiles to the reviewed graph: shop", async () => {
    await expect(printGraph(compile(shop).graph)).toMatchFileSnapshot("../golden/graph/shop.yaml");
  });

  it("compiles to the reviewed graph: workloads", async () => {
    await expect(printGraph(compile(workloads).graph)).toMatchFileSnapshot("../golden/graph/workloads.yaml");
  });
});

describe("the network", () => {
  const routesOf = (nat: string): unknown[] =>
    compile(shop.replace("zones: [a, b]", `zones: [a, b, c]\n  nat: ${nat}`))
      .graph.resources("aws_route")
      .filter(({ config }) => config.natGatewayId)
      .map(({ name, config }) => [name, isReference(config.natGatewayId) ? config.natGatewayId.$ref : undefined]);

  it("has a NAT gateway in each zone, and each private subnet uses its own", () => {
    expect(routesOf("per-zone")).toEqual([
      ["private_a_nat", "network/aws_nat_gateway.a"],
      ["private_b_nat", "network/aws_nat_gateway.b"],
      ["private_c_nat", "network/aws_nat_gateway.c"],
    ]);
  });

  it("has one NAT gateway for all zones with nat: single, and still a route table for each", () => {
    expect(routesOf("single")).toEqual([
      ["private_a_nat", "network/aws_nat_gateway.a"],
      ["private_b_nat", "network/aws_nat_gateway.a"],
      ["private_c_nat", "network/aws_nat_gateway.a"],
    ]);
  });

  it("has gateways only in the zones that natZones names with nat: custom", () => {
    expect(routesOf("custom\n  natZones: { a: a, eu-west-1b: eu-west-1b, c: a }")).toEqual([
      ["private_a_nat", "network/aws_nat_gateway.a"],
      ["private_b_nat", "network/aws_nat_gateway.b"],
      ["private_c_nat", "network/aws_nat_gateway.a"],
    ]);
    const { graph } = compile(
      shop.replace("zones: [a, b]", "zones: [a, b, c]\n  nat: custom\n  natZones: { a: b, b: b, c: b }"),
    );
    expect(graph.resources("aws_nat_gateway").map(({ name }) => name)).toEqual(["b"]);
    expect(graph.resources("aws_eip").map(({ name }) => name)).toEqual(["nat_b"]);
  });

  it("gives data subnets no way out", () => {
    const { graph } = compile(
      shop.replace("zones: [a, b]", "zones: [a, b]\n  tiers: { public: {}, private: {}, data: {} }"),
    );
    const tables = graph
      .resources("aws_route")
      .map(({ config }) => isReference(config.routeTableId) && config.routeTableId.$ref);
    expect(graph.resources("aws_subnet").map(({ name }) => name)).toContain("data_a");
    expect(tables).not.toContain("network/aws_route_table.data");
  });

  it("puts exactly one group with the cluster's tag on a node's network interface", () => {
    const { graph } = compile(shop);
    for (const { config } of graph.resources("aws_launch_template")) {
      const own = Array.isArray(config.networkInterfaces) ? config.networkInterfaces[0] : undefined;
      const groups: readonly unknown[] = Array.isArray(own?.securityGroups) ? own.securityGroups : [];
      const tagged = groups.filter((group) => {
        const node = graph.follow(group, "aws_security_group");
        return Object.keys(node?.config.tags ?? {}).some((tag) => tag.startsWith("kubernetes.io/cluster/"));
      });
      expect(tagged).toHaveLength(1);
    }
  });
});

describe("identity", () => {
  it("gives a service the actions of its uses edges on that queue, and no other", () => {
    const { graph } = compile(shop);
    const statements = (name: string) =>
      graph.node(`identity/data.aws_iam_policy_document.service_${name}`)?.kind === "terraform"
        ? graph.resources("data.aws_iam_policy_document").find((node) => node.name === `service_${name}`)?.config
            .statement
        : undefined;
    expect(statements("api")).toEqual([
      {
        sid: "Queuejobs",
        effect: "Allow",
        actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
        resources: [{ $ref: "data/aws_sqs_queue.jobs", attribute: "arn" }],
      },
    ]);
    expect(statements("prices")).toBeUndefined();
  });

  it("takes everything of an edge away with the edge", () => {
    const without = compile(shop.replace("uses: { jobs: receive }", "uses: {}")).graph;
    expect(
      without.nodes.filter((node) => node.address.startsWith("identity/") && node.name.includes("worker")),
    ).toEqual([]);
    const policy = without.objects("NetworkPolicy").find(({ name }) => name === "shop.worker");
    expect(JSON.stringify(policy?.object)).not.toContain("443");
  });

  it("trusts one service account of this cluster by StringEquals", () => {
    const { graph } = compile(shop);
    const trusts = graph
      .resources("data.aws_iam_policy_document")
      .filter(({ config }) => JSON.stringify(config).includes("AssumeRoleWithWebIdentity"));
    expect(trusts.length).toBeGreaterThan(0);
    for (const { config } of trusts) {
      expect(JSON.stringify(config)).not.toContain("StringLike");
      expect(JSON.stringify(config)).toContain("sts.amazonaws.com");
    }
  });
});

describe("workloads", () => {
  const deployment = (text: string, name: string) =>
    compile(text)
      .graph.objects("Deployment")
      .find((node) => node.name === `shop.${name}`)?.object.spec;

  it("leaves the number of replicas to the autoscaler where there is one", () => {
    expect(deployment(shop, "prices")).toHaveProperty("replicas", 3);
    const scaled = shop.replace("replicas: 3", "scale: { min: 2, max: 6, cpu: 70 }");
    expect(deployment(scaled, "prices")).not.toHaveProperty("replicas");
  });

  it("runs images by digest where the spec gives one", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const spec = JSON.stringify(deployment(shop.replace("tag: 2.0.0", `tag: 2.0.0, digest: "${digest}"`), "prices"));
    expect(spec).toContain(`@${digest}`);
  });

  it("says where a used service and queue are", () => {
    const spec = JSON.stringify(deployment(shop, "api"));
    expect(spec).toContain('{"name":"PRICES_URL","value":"http://prices.shop.svc.cluster.local:9000"}');
    expect(spec).toContain("JOBS_QUEUE_URL");
  });

  it("has no budget for a single pod, which could only block a node's upgrade", () => {
    const names = compile(shop.replace("replicas: 3", "replicas: 1"))
      .graph.objects("PodDisruptionBudget")
      .map(({ name }) => name);
    expect(names).toEqual(["shop.api", "shop.worker"]);
  });
});

describe("the graph", () => {
  it("is the same whatever the order of the spec's keys", () => {
    const reordered = shop.replace(/ {2}worker:[\s\S]*?receive \}\n/, "").replace("services:\n", (line) => {
      return `${line}  worker:\n    uses: { jobs: receive }\n    image: { tag: 1.4.2, repository: shop/worker }\n`;
    });
    expect(printGraph(compile(reordered).graph)).toBe(printGraph(compile(shop).graph));
  });

  it("keeps stacks of AWS and of Kubernetes apart, and refers only to earlier stacks", () => {
    const { graph } = compile(specOf("fastapi-app"));
    const order = graph.stacks.map(({ name }) => name);
    for (const node of graph.nodes) {
      const aws = node.type.startsWith("aws_") || node.type.startsWith("data.aws_");
      expect(aws).toBe(!["platform", "workloads"].includes(node.stack));
      for (const { $ref } of referencesIn(node.kind === "terraform" ? node.config : node.object))
        expect(order.indexOf($ref.split("/")[0] ?? "")).toBeLessThanOrEqual(order.indexOf(node.stack));
    }
  });

  it("holds no secret value: every secret is a container that people fill", () => {
    const { graph } = compile(specOf("fastapi-app"));
    expect(graph.nodes.some((node) => String(node.type).includes("secret_version"))).toBe(false);
  });

  it("writes references as templates only where text surrounds them", () => {
    const { graph } = compile(shop);
    for (const node of graph.nodes)
      for (const value of Object.values(node.kind === "terraform" ? node.config : {}))
        if (isTemplate(value)) expect(value.$template.length).toBeGreaterThan(1);
  });
});
