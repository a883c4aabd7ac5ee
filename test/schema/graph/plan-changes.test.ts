import { describe, expect, test } from "vitest";
import { planChanges } from "../../../schema/graph/plan-changes.ts";
import { compile, shop } from "../../compiler/compile.ts";
import { patchGraph } from "../../policies/patch-graph.ts";

const base = shop.replace("metrics-server: {}", "metrics-server: {}, cluster-autoscaler: {}");
const cached = `${base.replace("zones: [a, b]", "zones: [a, b]\n  tiers: { public: {}, private: {}, data: {} }")}stores:
  cache: { kind: redis, engine: elasticache, version: "8.0", nodeType: cache.t4g.small }
`;
const { graph } = compile(cached);

function planned(nodes: string, set: Readonly<Record<string, unknown>>) {
  return planChanges(graph, patchGraph(graph, [{ nodes, set }]));
}

function replacedBy(nodes: string, set: Readonly<Record<string, unknown>>): readonly string[] {
  return planned(nodes, set).replaced.map(({ address }) => address);
}

describe("what becomes of resources", () => {
  test("a graph that stays as it is: nothing", () => {
    expect(planChanges(graph, graph)).toEqual({ created: [], changed: [], replaced: [], destroyed: [] });
  });

  test("an argument that can be changed is changed in place", () => {
    expect(planned("data/aws_sqs_queue.jobs", { visibilityTimeoutSeconds: 7 })).toEqual({
      created: [],
      changed: ["data/aws_sqs_queue.jobs"],
      replaced: [],
      destroyed: [],
    });
  });

  test("what is left to others is not changed at all", () => {
    expect(planned("cluster/aws_eks_node_group.workers", { "scalingConfig.desiredSize": 3 }).changed).toEqual([]);
  });

  test("what is only looked up is neither made nor destroyed", () => {
    const empty = patchGraph(graph, [{ nodes: "*/data.aws_caller_identity.*", set: { note: "x" } }]);
    expect(planChanges(graph, empty).changed).toEqual([]);
  });

  test("what names a resource that is made anew goes with it, and what names that", () => {
    const { replaced } = planned("network/aws_vpc.main", { cidrBlock: "10.21.0.0/16" });
    const of = (address: string) => replaced.find((each) => each.address === address);
    expect(of("network/aws_vpc.main")).toMatchObject({ through: [], because: [{ path: "cidrBlock" }] });
    expect(of("network/aws_subnet.private_a")).toMatchObject({ through: ["network/aws_vpc.main"], because: [] });
    expect(of("network/aws_nat_gateway.a")?.through ?? ["network/aws_subnet.public_a"]).toContain(
      "network/aws_subnet.public_a",
    );
  });

  test("a name that stays the same takes nobody along", () => {
    // The version of a cluster cannot make it new; its role can, and the node groups know it by its name.
    const replaced = replacedBy("cluster/aws_eks_cluster.main", { roleArn: "arn:aws:iam::111122223333:role/other" });
    expect(replaced).toContain("cluster/aws_eks_cluster.main");
    expect(replaced).not.toContain("cluster/aws_eks_node_group.workers");
  });

  test.each([
    ["8.1", []],
    ["7.2", ["data/aws_elasticache_replication_group.cache"]],
  ])("a cache of version 8.0 becomes %s", (engineVersion, expected) => {
    expect(replacedBy("data/aws_elasticache_replication_group.cache", { engineVersion })).toEqual(expected);
  });

  test("the encryption of a cluster can be added and not taken away", () => {
    const bare = patchGraph(graph, [{ nodes: "cluster/aws_eks_cluster.main", remove: ["encryptionConfig"] }]);
    expect(planChanges(graph, bare).replaced.map(({ address }) => address)).toContain("cluster/aws_eks_cluster.main");
    expect(planChanges(bare, graph).replaced).toEqual([]);
  });
});
