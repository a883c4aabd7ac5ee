import { createGraph } from "../../schema/graph/create-graph.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { parseSpecPath } from "../../schema/spec-path.ts";

/** A change to a graph that no spec could bring about. */
export interface GraphPatch {
  /** The nodes that change, by address; `*` stands for anything. Nothing found is a mistake in the fixture. */
  readonly nodes?: string;
  /** The stack that changes instead, by its short name. */
  readonly stack?: string;
  /** Values by their path in the node's config or object, or in the stack. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Takes the nodes away. */
  readonly drop?: boolean;
  /** A node to add: a copy of the one at `like`, with changes. */
  readonly add?: { readonly like: string; readonly name: string; readonly set?: Readonly<Record<string, unknown>> };
}

/** The graph with changes made to it. */
export function patchGraph(graph: ResourceGraph, patches: readonly GraphPatch[]): ResourceGraph {
  // One by one: what two nodes share in the compiler's memory is not shared in what it writes.
  let nodes = graph.nodes.map((node) => structuredClone(node) as GraphNode);
  const stacks = structuredClone(graph.stacks) as ResourceGraph["stacks"];
  for (const patch of patches) {
    if (patch.stack === undefined) nodes = patch.add ? [...nodes, copyOf(nodes, patch.add)] : change(nodes, patch);
    else changeStack(stacks, patch.stack, patch);
  }
  return createGraph(graph.name, stacks, nodes);
}

function changeStack(stacks: ResourceGraph["stacks"], name: string, { set = {}, remove = [] }: GraphPatch): void {
  const stack = stacks.find((each) => each.name === name);
  if (!stack) throw new Error(`no stack has the name ${name}`);
  for (const [path, value] of Object.entries(set)) assign(stack, path, value);
  for (const path of remove) assign(stack, path, undefined);
}

function change(
  nodes: readonly GraphNode[],
  { nodes: glob = "", set = {}, remove = [], drop = false }: GraphPatch,
): GraphNode[] {
  const pattern = new RegExp(`^${glob.split("*").map(literally).join(".*")}$`);
  const found = nodes.filter(({ address }) => pattern.test(address));
  if (found.length === 0) throw new Error(`no node has the address ${glob}`);
  if (drop) return nodes.filter((node) => !found.includes(node));
  for (const node of found) {
    for (const [path, value] of Object.entries(set)) assign(bodyOf(node), path, value);
    for (const path of remove) assign(bodyOf(node), path, undefined);
  }
  return [...nodes];
}

function copyOf(nodes: readonly GraphNode[], { like, name, set = {} }: NonNullable<GraphPatch["add"]>): GraphNode {
  const original = nodes.find(({ address }) => address === like);
  if (!original) throw new Error(`no node has the address ${like}`);
  const copy = {
    ...structuredClone(original),
    name,
    address: `${original.stack}/${original.type}.${name}`,
  } as GraphNode;
  for (const [path, value] of Object.entries(set)) assign(bodyOf(copy), path, value);
  return copy;
}

type Tree = Record<string | number, unknown>;

function bodyOf(node: GraphNode): object {
  return node.kind === "terraform" ? node.config : node.object;
}

function assign(body: object, written: string, value: unknown): void {
  const path = [...(parseSpecPath(written) ?? [])];
  const last = path.pop();
  if (last === undefined) throw new Error(`${written} is no path`);
  let place = body as Tree;
  for (const [index, key] of path.entries()) {
    place[key] ??= typeof path[index + 1] === "number" ? [] : {};
    place = place[key] as Tree;
  }
  if (value !== undefined) place[last] = value;
  else delete place[last];
}

function literally(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
}
