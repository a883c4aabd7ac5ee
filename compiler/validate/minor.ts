import type { ResourceGraph } from "../../schema/graph/graph.ts";

/** The Kubernetes minor versions that a cluster can have, oldest first. */
export const minors = ["1.33", "1.34", "1.35"] as const;

/** A Kubernetes minor version. */
export type Minor = (typeof minors)[number];

/** The version of the graph's cluster. A graph without one is held to the oldest. */
export function minorOf(graph: ResourceGraph): Minor {
  const version = graph.resources("aws_eks_cluster")[0]?.config.version;
  return minors.find((minor) => minor === version) ?? minors[0];
}

/** Whether a cluster of version `minor` has what came with `since`; `undefined` is what none of them has. */
export function isServed(minor: Minor, since: Minor | undefined): boolean {
  return since !== undefined && minors.indexOf(minor) >= minors.indexOf(since);
}
