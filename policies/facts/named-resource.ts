import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";

/**
 * What a resource of a statement is: the ARN of something of this graph, or what is in that, such as the objects of a
 * bucket. `${queue.arn}-other` is the ARN of another queue, and a URL or an id is none.
 */
export function namedResource(graph: ResourceGraph, resource: unknown): GraphNode | undefined {
  const [head, tail = ""] = isTemplate(resource) ? resource.$template : [resource];
  if (!isReference(head) || !head.attribute.endsWith("arn")) return undefined;
  return typeof tail === "string" && /^$|^[/:]/.test(tail) ? graph.node(head.$ref) : undefined;
}
