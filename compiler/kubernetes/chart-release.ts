import type { SpecPath } from "../../schema/finding.ts";
import { type NamespaceNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";

/** How a release waits, where it is not as for all others. */
export type Waiting = Pick<TerraformNode<"helm_release">["config"], "atomic" | "timeout" | "wait">;

/** A release whose chart is generated from the objects that name it. */
export function chartRelease(
  name: string,
  space: NamespaceNode,
  origin: SpecPath,
  after: readonly (TerraformNode<"helm_release"> | NamespaceNode)[],
  waiting: Waiting = {},
): TerraformNode<"helm_release"> {
  return terraform("helm_release", {
    stack: "workloads",
    name,
    origin,
    config: {
      name,
      namespace: ref(space, "metadata[0].name"),
      chart: `./charts/${name}`,
      atomic: true,
      wait: true,
      waitForJobs: true,
      timeout: 900,
      maxHistory: 5,
      ...waiting,
    },
    after,
  });
}
