import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { knownText } from "./known.ts";

/**
 * The number of a Kubernetes quantity, whatever its unit: only whether it is more than nothing can be read from it.
 * Nothing said is nothing, and so is a request or limit of 0; `undefined` is known only at apply.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function amountOf(graph: ResourceGraph, quantity: unknown): number | undefined {
  const text = knownText(graph, quantity ?? 0);
  return text === undefined ? undefined : Number.parseFloat(text);
}
