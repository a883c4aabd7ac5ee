import type { LaidOverGraph } from "../../policies/override-blame.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { type AppliedOverride, applyOverrides } from "./apply-overrides.ts";

/** What is needed to tell which override of a spec made something. `undefined` where it has none. */
export function laidOver(
  graph: ResourceGraph,
  overrides: ResolvedSpec["overrides"],
  applied: readonly AppliedOverride[],
): LaidOverGraph | undefined {
  if (applied.length === 0) return undefined;
  const without = (pattern: string): ResourceGraph => {
    const others = Object.entries(overrides).filter(([key]) => key !== pattern);
    return applyOverrides(graph, Object.fromEntries(others)).graph;
  };
  return { graph, overrides: applied, without };
}
