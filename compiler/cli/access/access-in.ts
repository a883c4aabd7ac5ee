import type { AccessMatrix } from "../../../policies/access-matrix/access.ts";
import { accessMatrix } from "../../../policies/access-matrix/access-matrix.ts";
import { factsOf } from "../../../policies/facts/facts.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { CompiledSystem } from "../pipeline.ts";

const known = new WeakMap<ResourceGraph, AccessMatrix>();

/** Who can reach what in a system: worked out once, however many reports of a run show it. */
export function accessIn({ model, graph }: Pick<CompiledSystem, "model" | "graph">): AccessMatrix {
  const matrix = known.get(graph) ?? accessMatrix({ model, graph, facts: factsOf(graph) });
  known.set(graph, matrix);
  return matrix;
}
