import { compareText } from "../finding.ts";
import type { GraphNode, KubernetesNode, ResourceGraph, Stack, TerraformNode } from "./graph.ts";
import type { KubernetesKind } from "./kubernetes-types.ts";
import type { TerraformType } from "./terraform-types.ts";
import { type Address, isReference, visitReferences } from "./value.ts";

/** Two parts of a spec whose names come together in one address: `api-trust`, and the trust of `api`. */
export class SharedAddressError extends Error {
  override readonly name = "SharedAddressError";
  readonly nodes: readonly [GraphNode, GraphNode];

  constructor(nodes: readonly [GraphNode, GraphNode]) {
    super(`two nodes have the address ${nodes[0].address}`);
    this.nodes = nodes;
  }
}

/**
 * Puts stacks and nodes together and indexes them. It throws a {@link SharedAddressError} when two nodes have one
 * address, and, because only a bug in the compiler can cause it, when a reference leads nowhere, or when a stack needs
 * a later one.
 */
export function createGraph(name: string, stacks: readonly Stack[], unsorted: readonly GraphNode[]): ResourceGraph {
  const nodes = [...unsorted].sort((left, right) => compareText(left.address, right.address));
  const byAddress = new Map<Address, GraphNode>();
  const byType = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const other = byAddress.get(node.address);
    if (other) throw new SharedAddressError([other, node]);
    byAddress.set(node.address, node);
    const ofType = byType.get(node.type);
    if (ofType) ofType.push(node);
    else byType.set(node.type, [node]);
  }
  assertReferences(stacks, nodes, byAddress);
  const node = (address: Address): GraphNode | undefined => byAddress.get(address);
  return {
    name,
    stacks,
    nodes,
    node,
    resources: <Type extends TerraformType>(type: Type) => (byType.get(type) ?? []) as TerraformNode<Type>[],
    objects: <Kind extends KubernetesKind>(kind: Kind) => (byType.get(kind) ?? []) as KubernetesNode<Kind>[],
    follow: <Type extends TerraformType>(value: unknown, type: Type) => {
      const found = isReference(value) ? byAddress.get(value.$ref) : undefined;
      return found?.type === type ? (found as TerraformNode<Type>) : undefined;
    },
  };
}

function assertReferences(
  stacks: readonly Stack[],
  nodes: readonly GraphNode[],
  byAddress: ReadonlyMap<Address, GraphNode>,
): void {
  const order = new Map(stacks.map((stack, index) => [stack.name, index]));
  const assertEarlier = (from: string, stack: string, to: Address): void => {
    const target = byAddress.get(to);
    if (!target) throw new Error(`${from} refers to ${to}, which does not exist`);
    if ((order.get(target.stack) ?? Number.NaN) <= (order.get(stack) ?? Number.NaN)) return;
    throw new Error(`${from} refers to ${to}, which is in a stack that is deployed later or not at all`);
  };
  for (const node of nodes) {
    const body = node.kind === "terraform" ? node.config : node.object;
    visitReferences(body, ({ $ref }) => assertEarlier(node.address, node.stack, $ref));
    for (const address of node.kind === "terraform"
      ? node.dependsOn
      : [node.release, ...(node.heldBy ? [node.heldBy] : [])])
      assertEarlier(node.address, node.stack, address);
  }
  for (const { name, providers, outputs } of stacks)
    visitReferences([providers, outputs], ({ $ref }) => assertEarlier(`stack ${name}`, name, $ref));
}
