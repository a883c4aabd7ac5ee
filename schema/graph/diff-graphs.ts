import { compareText, type SpecPath } from "../finding.ts";
import type { GraphNode, ResourceGraph } from "./graph.ts";
import type { Address } from "./value.ts";

/** What differs between two graphs of one system. */
export interface GraphDiff {
  /** Addresses that only the second graph has, sorted. */
  readonly created: readonly Address[];
  /** Addresses that only the first graph has, sorted. */
  readonly removed: readonly Address[];
  /** Nodes of both graphs that are not the same, sorted by address. */
  readonly changed: readonly NodeChange[];
}

/** What differs in one node. */
export interface NodeChange {
  readonly address: Address;
  /** What was set differently, sorted by path. */
  readonly attributes: readonly AttributeChange[];
}

/** One value that differs: of a resource's config, or of an object. */
export interface AttributeChange {
  /** Keys and list positions as the graph has them: `scalingConfig.maxSize`, `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** The values themselves; `undefined` where one graph has none. */
  readonly before: unknown;
  readonly after: unknown;
  /** The node's lifecycle leaves the attribute to somebody else, so that Terraform will not change it. */
  readonly ignored: boolean;
}

/**
 * Compares two graphs of one system: what Terraform will create, remove and change, before any state is read.
 * What an attribute is computed from counts only where it is written: a reference to a changed node is not a change.
 */
export function diffGraphs(before: ResourceGraph, after: ResourceGraph): GraphDiff {
  const changed: NodeChange[] = [];
  for (const node of after.nodes) {
    const old = before.node(node.address);
    const attributes = old ? diffNodes(old, node) : [];
    if (attributes.length > 0) changed.push({ address: node.address, attributes });
  }
  return { created: addressesOnlyIn(after, before), removed: addressesOnlyIn(before, after), changed };
}

/** The path of a value in a config or an object, as {@link AttributeChange} writes it. */
export function attributePath(path: SpecPath): string {
  return path.reduce<string>((before, part) => pathOf(before, part), "");
}

function pathOf(before: string, part: string | number): string {
  return typeof part === "number" ? `${before}[${part}]` : before === "" ? part : `${before}.${part}`;
}

function addressesOnlyIn(graph: ResourceGraph, other: ResourceGraph): Address[] {
  return graph.nodes.map(({ address }) => address).filter((address) => !other.node(address));
}

function diffNodes(before: GraphNode, after: GraphNode): AttributeChange[] {
  const ignored = after.kind === "terraform" ? (after.lifecycle?.ignoreChanges ?? []) : [];
  const changes: AttributeChange[] = [];
  diffValues(body(before), body(after), "", (path, old, value) => {
    changes.push({ path, before: old, after: value, ignored: ignored.some((name) => isUnder(path, name)) });
  });
  return changes;
}

function body(node: GraphNode): unknown {
  return node.kind === "terraform" ? node.config : node.object;
}

type Report = (path: string, before: unknown, after: unknown) => void;

function diffValues(before: unknown, after: unknown, path: string, report: Report): void {
  if (before === after) return;
  const list = Array.isArray(before);
  if (!isBranch(before) || !isBranch(after) || list !== Array.isArray(after)) {
    if (JSON.stringify(before) !== JSON.stringify(after)) report(path, before, after);
    return;
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  // The keys of a list come in its order already, the shorter list's first.
  for (const key of list ? keys : [...keys].sort(compareText)) {
    diffValues(before[key], after[key], pathOf(path, list ? Number(key) : key), report);
  }
}

/** Whether a path of a config lies under an argument in Terraform's spelling, such as `scaling_config[0].desired_size`. */
function isUnder(path: string, argument: string): boolean {
  const spelled = path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(/\[\d+\]/g, "");
  const name = argument.replaceAll(/\[\d+\]/g, "");
  return spelled === name || spelled.startsWith(`${name}.`);
}

/** A map or a list; a reference or a text with references is a value. */
function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !("$ref" in value) && !("$template" in value);
}
