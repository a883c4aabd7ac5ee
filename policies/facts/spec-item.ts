import type { SpecPath } from "../../schema/finding.ts";

const collections: readonly SpecPath[] = [
  ["services"],
  ["routes"],
  ["queues"],
  ["stores"],
  ["external"],
  ["userPools"],
  ["secrets"],
  ["cluster", "nodePools"],
  ["cluster", "access"],
  ["cluster", "addons"],
  ["network", "tiers"],
];

/**
 * The thing in the spec that a path belongs to, which is what a waiver names: one service, one route, one node pool;
 * otherwise the whole section. `services.api.image.tag` gives `services.api`, `cluster.logs` gives `cluster`.
 */
export function specItem(path: SpecPath): SpecPath {
  const isIn = (collection: SpecPath): boolean =>
    path.length > collection.length && collection.every((key, index) => key === path[index]);
  const collection = collections.find(isIn);
  return path.slice(0, (collection?.length ?? 0) + 1);
}

/** A node's name as keys and messages write it: with dashes, as in a spec. */
export function label(node: { readonly name: string }): string {
  return node.name.replaceAll("_", "-");
}
