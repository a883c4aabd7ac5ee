import { createGraph } from "../../schema/graph/create-graph.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Move } from "./apply-renames.ts";
import { readdress } from "./readdress.ts";

/**
 * An earlier graph of a system under the addresses that a later one gives to the same resources: what Terraform moves
 * is then the same node in both. A move that was made before is in the earlier graph already.
 */
export function readdressGraph(before: ResourceGraph, moves: readonly Move[]): ResourceGraph {
  const made = moves.filter(({ from, to }) => before.node(from) && !before.node(to));
  if (made.length === 0) return before;
  const addresses = new Map(made.map(({ from, to }) => [from, to]));
  const today = (address: Address): Address => addresses.get(address) ?? address;
  const nodes = before.nodes.map((node): GraphNode => {
    const address = today(node.address);
    if (node.kind === "kubernetes")
      return {
        ...node,
        object: readdress(node.object, addresses),
        release: today(node.release),
        ...(node.heldBy && { heldBy: today(node.heldBy) }),
      } as GraphNode;
    const name = address.slice(address.indexOf(`${node.type}.`) + node.type.length + 1);
    const config = readdress(node.config, addresses);
    return { ...node, address, name, config, dependsOn: node.dependsOn.map(today) } as GraphNode;
  });
  const stacks = readdress(before.stacks, addresses) as ResourceGraph["stacks"];
  return createGraph(before.name, stacks, nodes);
}
