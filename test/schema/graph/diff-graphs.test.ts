import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGraph } from "../../../schema/graph/create-graph.ts";
import { diffGraphs } from "../../../schema/graph/diff-graphs.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { terraform } from "../../../schema/graph/node.ts";
import { randomGraph } from "../../lower/random-graph.ts";
import { sampleStack } from "../../lower/sample-graph.ts";

function pool(maxSize: number, desiredSize: number, names: readonly string[] = ["workers"]): ResourceGraph {
  const nodes = names.map((name) =>
    terraform("aws_eks_node_group", {
      stack: "cluster",
      name,
      origin: [],
      config: {
        clusterName: "shop",
        nodeRoleArn: "arn",
        subnetIds: ["a", "b"],
        scalingConfig: { minSize: 1, maxSize, desiredSize },
      },
      lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
    }),
  );
  return createGraph("shop", [sampleStack("cluster")], nodes);
}

describe("the difference of two graphs", () => {
  it("names each attribute that is set differently", () => {
    expect(diffGraphs(pool(3, 2), pool(4, 2))).toEqual({
      created: [],
      removed: [],
      changed: [
        {
          address: "cluster/aws_eks_node_group.workers",
          attributes: [{ path: "scalingConfig.maxSize", before: 3, after: 4, ignored: false }],
        },
      ],
    });
  });

  it("marks an attribute that the resource's lifecycle ignores", () => {
    const [change] = diffGraphs(pool(3, 1), pool(3, 2)).changed;
    expect(change?.attributes).toMatchObject([{ path: "scalingConfig.desiredSize", ignored: true }]);
  });

  it("lists what only one of the graphs has", () => {
    expect(diffGraphs(pool(3, 1, ["a", "b"]), pool(3, 1, ["b", "c"]))).toEqual({
      created: ["cluster/aws_eks_node_group.c"],
      removed: ["cluster/aws_eks_node_group.a"],
      changed: [],
    });
  });

  it("is empty for a graph and a copy of it, and has two sides otherwise", () => {
    const law = (before: ResourceGraph, after: ResourceGraph): void => {
      const copy = createGraph(before.name, before.stacks, structuredClone([...before.nodes]));
      expect(diffGraphs(before, copy)).toEqual({ created: [], removed: [], changed: [] });
      const [there, back] = [diffGraphs(before, after), diffGraphs(after, before)];
      expect(there.created).toEqual(back.removed);
      expect(there.changed.map(({ address }) => address)).toEqual(back.changed.map(({ address }) => address));
    };
    fc.assert(fc.property(randomGraph, randomGraph, law));
  });
});
