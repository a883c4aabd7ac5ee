import type { ResourceGraph } from "../../schema/graph/graph.ts";

/** The add-ons that a graph installs, as a spec names them: those that EKS looks after, and those that are charts. */
export function addonNames(graph: ResourceGraph): ReadonlySet<string> {
  const nodes = [...graph.resources("aws_eks_addon"), ...graph.resources("helm_release")];
  return new Set(
    nodes.flatMap(({ origin: [section, part, name] }) =>
      section === "cluster" && part === "addons" ? [String(name)] : [],
    ),
  );
}
