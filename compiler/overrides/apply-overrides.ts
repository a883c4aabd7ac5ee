import type { SpecProblem } from "../../schema/finding.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { didYouMean } from "../../schema/parse/did-you-mean.ts";
import { isMap } from "../../schema/resolve/plain-data.ts";
import { argumentsOf } from "./known-arguments.ts";
import { mergeOverride } from "./merge-override.ts";

/** An entry of `overrides`, and what it changed. */
export interface AppliedOverride {
  readonly pattern: string;
  /** Sorted. */
  readonly addresses: readonly Address[];
}

/** A graph with a spec's overrides in it, and what is wrong with them. */
export interface Overridden {
  readonly graph: ResourceGraph;
  readonly applied: readonly AppliedOverride[];
  readonly problems: readonly SpecProblem[];
}

/**
 * Lays the overrides of a spec over its graph, in the order of their patterns. Whatever looks at the graph afterwards
 * (the Kubernetes check, the policies, the back ends) sees what will be deployed.
 */
export function applyOverrides(graph: ResourceGraph, overrides: ResolvedSpec["overrides"]): Overridden {
  const entries = Object.entries(overrides);
  if (entries.length === 0) return { graph, applied: [], problems: [] };
  const changed = new Map<Address, GraphNode>();
  const applied: AppliedOverride[] = [];
  const problems: SpecProblem[] = [];
  for (const [pattern, override] of entries) {
    const matched = nodesOf(graph, pattern);
    if (matched.length === 0) problems.push(noMatch(pattern, graph));
    const found = new Map<string, SpecProblem>();
    for (const { address } of matched) {
      const node = changed.get(address) ?? graph.node(address);
      // One mistake is said once, however many resources it would have changed.
      if (node) changed.set(address, overrideNode(node, pattern, override, found));
    }
    problems.push(...found.values());
    applied.push({ pattern, addresses: matched.map(({ address }) => address) });
  }
  if (problems.length > 0) return { graph, applied, problems };
  const nodes = graph.nodes.map((node) => changed.get(node.address) ?? node);
  return { graph: createGraph(graph.name, graph.stacks, nodes), applied, problems };
}

function overrideNode(
  node: GraphNode,
  pattern: string,
  override: Readonly<Record<string, unknown>>,
  found: Map<string, SpecProblem>,
): GraphNode {
  const report = (path: readonly string[], message: string, help: string): void => {
    const problem: SpecProblem = {
      code: "conflict",
      path: ["overrides", pattern, ...path],
      message: `"${path.join(".")}" of ${node.address}: ${message}`,
      help,
    };
    const key = path.join("\n");
    if (!found.has(key)) found.set(key, problem);
  };
  for (const path of referencePaths(override, []))
    report(
      path,
      "a reference cannot be written here",
      "write a plain value, or let the spec's own keys make the reference",
    );
  if (found.size > 0) return node;
  if (node.kind === "terraform") {
    const config = mergeOverride(node.config, override, [], {
      known: argumentsOf(node.type),
      sameScalars: true,
      report,
    });
    return { ...node, config } as GraphNode;
  }
  for (const path of identity.filter((field) => hasField(override, field)))
    report(path, "it names the object", "change what the spec calls it");
  return {
    ...node,
    object: mergeOverride(node.object, override, [], { known: undefined, sameScalars: false, report }),
  } as GraphNode;
}

/** The fields by which an object is known; its address has them. */
const identity = [["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"]] as const;

function hasField(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return isMap(value) && Object.hasOwn(value, key) && hasField(value[key], rest);
}

/** Where an override has a map that the graph would take for a reference or a template. */
function referencePaths(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inner = [...path, key];
    return key === "$ref" || key === "$template" ? [inner] : referencePaths(part, inner);
  });
}

/** The nodes whose address a pattern fits. `*` stands for any text. */
function nodesOf(graph: ResourceGraph, pattern: string): readonly GraphNode[] {
  if (!pattern.includes("*")) return graph.nodes.filter(({ address }) => address === pattern);
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const form = new RegExp(`^${parts.join(".*")}$`);
  return graph.nodes.filter(({ address }) => form.test(address));
}

function noMatch(pattern: string, graph: ResourceGraph): SpecProblem {
  const [stem = ""] = pattern.split("*");
  const candidates = graph.nodes.map(({ address }) => (pattern === stem ? address : beginning(address, stem)));
  const likely = didYouMean(stem, candidates);
  return {
    code: "unknown-reference",
    path: ["overrides", pattern],
    atKey: true,
    message: `no resource or object has the address "${pattern}"`,
    help:
      likely === undefined
        ? "write an address as the plan shows it, after its stack and a slash: `groundplan explain services.<name>` lists them"
        : `did you mean "${likely}${pattern.slice(stem.length)}"?`,
  };
}

/** As much of an address as a pattern has before its star: up to the name, or as many letters. */
function beginning(address: Address, stem: string): string {
  return address.slice(0, stem.endsWith(".") ? address.indexOf(".") + 1 : stem.length);
}
