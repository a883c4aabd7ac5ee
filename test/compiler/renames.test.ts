import { describe, expect, test } from "vitest";
import { compileModel } from "../../compiler/compile-model.ts";
import { applyRenames } from "../../compiler/renames/apply-renames.ts";
import { diffGraphs } from "../../schema/graph/diff-graphs.ts";
import { modelOf } from "../schema/harness.ts";
import { compile, shop } from "./compile.ts";
import { storesSpec } from "./stores.ts";

/** What a renamed spec comes to. */
function rename(text: string) {
  const model = modelOf(text);
  return applyRenames(model, compileModel(model));
}

const moves = (text: string): readonly string[] =>
  rename(text).renames.flatMap(({ moved }) => moved.map(({ from, to }) => `${from} → ${to}`));

const queues = shop
  .replace("  jobs: {", "  tasks: { renamedFrom: jobs,")
  .replaceAll("jobs: send", "tasks: send")
  .replaceAll("jobs: receive", "tasks: receive");

describe("a rename", () => {
  test("moves every resource whose address it changes, and nothing else", () => {
    expect(moves(queues)).toEqual([
      "data/aws_sqs_queue.jobs → data/aws_sqs_queue.tasks",
      "data/aws_sqs_queue.jobs_dead_letter → data/aws_sqs_queue.tasks_dead_letter",
    ]);
  });

  test("of a queue leaves all of it as it was, but for its address", () => {
    const { graph, renames } = rename(queues);
    expect(renames).toMatchObject([{ path: ["queues", "tasks"], from: "jobs", replaced: [] }]);
    const { created, removed } = diffGraphs(compile(shop).graph, graph);
    const nodesOf = (name: string) => [
      `data/aws_sqs_queue.${name}`,
      `data/aws_sqs_queue.${name}_dead_letter`,
      `data/data.aws_iam_policy_document.queue_${name}`,
      `data/data.aws_iam_policy_document.queue_${name}_dead_letter`,
    ];
    expect(created).toEqual(nodesOf("tasks"));
    expect(removed).toEqual(nodesOf("jobs"));
    expect(graph.node("data/aws_sqs_queue.tasks")).toMatchObject({ config: { name: "shop-jobs" } });
    expect(JSON.stringify(graph.node("data/aws_sqs_queue.tasks"))).not.toContain("aws_sqs_queue.jobs");
    const policy = JSON.stringify(graph.node("data/data.aws_iam_policy_document.queue_tasks"));
    expect(policy).toContain("shop-jobs");
    expect(policy).not.toContain("shop-tasks");
  });

  test.each(["orders-db", "uploads"])("of the store %s changes nothing that it is made of", (name) => {
    const { graph: before } = compile(storesSpec);
    const text = storesSpec
      .replace(`  ${name}: {`, `  renamed: { renamedFrom: ${name},`)
      .replaceAll(new RegExp(`${name}: (read|write)`, "g"), "renamed: $1");
    const { graph, renames } = rename(text);
    const moved = renames.flatMap((each) => each.moved);
    expect(moved.length).toBeGreaterThan(0);
    for (const { from, to } of moved) {
      const [old, now] = [before.node(from), graph.node(to)].map((node) => node?.kind === "terraform" && node.config);
      expect(withoutAddresses(now)).toBe(withoutAddresses(old));
    }
  });

  test("of a secret keeps its name in Secrets Manager", () => {
    const text = shop.replace("stripe: {}", "pay: { renamedFrom: stripe }").replace("secret: stripe", "secret: pay");
    const { graph, renames } = rename(text);
    expect(renames).toMatchObject([{ moved: [{ to: "data/aws_secretsmanager_secret.pay" }], replaced: [] }]);
    expect(JSON.stringify(graph.objects("ExternalSecret"))).toContain('"shop/stripe"');
  });

  test("of a node pool moves it, and says what is replaced all the same", () => {
    const { renames } = rename(shop.replace("workers: {", "nodes: { renamedFrom: workers,"));
    expect(renames[0]?.moved).toContainEqual({
      from: "cluster/aws_eks_node_group.workers",
      to: "cluster/aws_eks_node_group.nodes",
    });
    expect(renames[0]?.replaced).toContain("cluster/aws_eks_node_group.nodes");
    expect(renames[0]?.replaced).not.toContain(
      "cluster/aws_iam_role_policy_attachment.nodes_nodes_AmazonEKSWorkerNodePolicy",
    );
  });

  test("of an access entry replaces nothing", () => {
    expect(rename(shop.replace("platform: {", "admins: { renamedFrom: platform,")).renames).toMatchObject([
      { moved: [{ to: "cluster/aws_eks_access_entry.admins" }, expect.anything()], replaced: [] },
    ]);
  });

  test("of a service moves its roles, and replaces its release", () => {
    const text = shop.replace("  worker:\n", "  runner:\n    renamedFrom: worker\n");
    expect(moves(text)).toContain("identity/aws_iam_role.service_worker → identity/aws_iam_role.service_runner");
    expect(rename(text).renames[0]?.replaced).toContain("workloads/helm_release.runner");
  });

  test("of a service that others and a route use finds what they refer to", () => {
    const text = shop
      .replace("  prices:\n", "  quotes:\n    renamedFrom: prices\n")
      .replace("prices: connect", "quotes: connect")
      .replace("  api:\n", "  front:\n    renamedFrom: api\n")
      .replace("443: api", "443: front");
    expect(moves(text)).toContain("workloads/helm_release.prices → workloads/helm_release.quotes");
    expect(moves(text)).toContain("workloads/helm_release.api → workloads/helm_release.front");
  });

  test("of a route keeps the security group that its load balancer holds", () => {
    const { renames } = rename(shop.replace("public: {", "web: { renamedFrom: public,"));
    expect(renames[0]?.moved).toContainEqual({
      from: "network/aws_security_group.route_public",
      to: "network/aws_security_group.route_web",
    });
    expect(renames[0]?.replaced).toEqual([]);
  });

  test("of what keeps data in the cluster is refused", () => {
    const stateful = "    renamedFrom: worker\n    stateful: { storage: 1Gi, mountPath: /data }\n";
    const text = shop
      .replace("  worker:\n", `  keeper:\n${stateful}`)
      .replace("metrics-server: {}", "metrics-server: {}, aws-ebs-csi-driver: {}");
    expect(rename(text).problems).toMatchObject([{ code: "unsupported", path: ["services", "keeper", "renamedFrom"] }]);
  });

  test("that is none changes nothing", () => {
    const { graph } = compile(shop);
    expect(rename(shop)).toEqual({ graph: expect.objectContaining({ nodes: graph.nodes }), renames: [], problems: [] });
  });
});

/** A configuration as text, whatever the addresses are that it refers to. */
function withoutAddresses(config: unknown): string {
  return JSON.stringify(config).replaceAll(/"\$ref":"[^"]*"/g, '"$ref":""');
}
