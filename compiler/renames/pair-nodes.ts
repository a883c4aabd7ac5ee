import type { SpecPath } from "../../schema/finding.ts";
import type { AnyTerraformNode, GraphNode } from "../../schema/graph/graph.ts";

/** A resource under its old address, and the same one under its new. */
export interface MovedPair {
  readonly old: AnyTerraformNode;
  readonly now: AnyTerraformNode;
}

/**
 * Pairs the resources that only one of two compilations of a spec has, by stack, type and origin; where an origin
 * makes several of a type, by the order in which it makes them.
 */
export function pairNodes(
  before: readonly GraphNode[],
  after: readonly GraphNode[],
  oldPath: (path: SpecPath) => SpecPath,
): readonly MovedPair[] {
  const olds = groupByKind(onlyIn(before, after), (path) => path);
  const nows = groupByKind(onlyIn(after, before), oldPath);
  return [...nows].flatMap(([kind, nodes]) => {
    const partners = olds.get(kind) ?? [];
    if (partners.length !== nodes.length) return [];
    return nodes.flatMap((now, index) => {
      const old = partners[index];
      return old ? [{ old, now }] : [];
    });
  });
}

function onlyIn(nodes: readonly GraphNode[], others: readonly GraphNode[]): readonly AnyTerraformNode[] {
  const known = new Set(others.map(({ address }) => address));
  return nodes.filter((node): node is AnyTerraformNode => node.kind === "terraform" && !known.has(node.address));
}

function groupByKind(
  nodes: readonly AnyTerraformNode[],
  pathOf: (path: SpecPath) => SpecPath,
): ReadonlyMap<string, readonly AnyTerraformNode[]> {
  const groups = new Map<string, AnyTerraformNode[]>();
  for (const node of nodes) {
    const kind = JSON.stringify([node.stack, node.type, pathOf(node.origin)]);
    groups.set(kind, [...(groups.get(kind) ?? []), node]);
  }
  return groups;
}
