import { Document } from "yaml";
import { formatSpecPath } from "../spec-path.ts";
import type { GraphNode, ResourceGraph } from "./graph.ts";
import { isReference, isTemplate, type Reference } from "./value.ts";

/**
 * The graph as YAML that a person can review: every node by its address, with the part of the spec that asked for
 * it. References read as `${address.attribute}`, which is how Terraform people write them.
 */
export function printGraph(graph: ResourceGraph): string {
  const stacks = graph.stacks.map(({ name, description, providers, backend, outputs }) => ({
    name,
    description,
    backend,
    providers: readable(providers),
    ...(Object.keys(outputs).length > 0 && { outputs: readable(outputs) }),
  }));
  const nodes = Object.fromEntries(graph.nodes.map((node) => [node.address, printed(node)]));
  const document = new Document({ name: graph.name, stacks, nodes }, { aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0 });
}

function printed(node: GraphNode): Record<string, unknown> {
  const origin = formatSpecPath(node.origin) || "(the system)";
  if (node.kind === "kubernetes") {
    const { release, heldBy, object } = node;
    return { origin, release, ...(heldBy && { heldBy }), object: readable(object) };
  }
  return {
    origin,
    ...(node.dependsOn.length > 0 && { after: node.dependsOn }),
    ...(node.lifecycle && { lifecycle: node.lifecycle }),
    config: readable(node.config),
  };
}

function readable(value: unknown): unknown {
  if (isReference(value)) return interpolation(value);
  if (isTemplate(value))
    return value.$template.map((part) => (typeof part === "string" ? part : interpolation(part))).join("");
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

function interpolation({ $ref, attribute, function: through }: Reference): string {
  const expression = `${$ref}.${attribute}`;
  return through ? `\${${through}(${expression})}` : `\${${expression}}`;
}
