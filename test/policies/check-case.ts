import { applyOverrides } from "../../compiler/overrides/apply-overrides.ts";
import { type CheckPoliciesInput, checkPolicies, type PolicyOutcome } from "../../policies/check-policies.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { compile } from "../compiler/compile.ts";
import { type FixtureCase, specText } from "./fixture.ts";
import { patchGraph } from "./patch-graph.ts";

/** The day on which every policy test runs. */
export const today = "2026-11-20";

/** A case as the policies see it: with its overrides, as in a run, and its patches. */
export function compileCase(fixture: Pick<FixtureCase, "spec" | "patch">): {
  readonly model: Model;
  readonly graph: ResourceGraph;
} {
  const { model, graph: compiled } = compile(specText(fixture));
  const { graph, problems } = applyOverrides(compiled, model.spec.overrides);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return { model, graph: fixture.patch ? patchGraph(graph, fixture.patch) : graph };
}

/** Asks every policy about the base with some changes. */
export function check(
  spec: unknown = {},
  options: Partial<Omit<CheckPoliciesInput, "model" | "graph">> & Pick<FixtureCase, "patch"> = {},
): PolicyOutcome {
  const { patch, ...rest } = options;
  return checkPolicies({ ...compileCase({ spec, ...(patch && { patch }) }), today, ...rest });
}
