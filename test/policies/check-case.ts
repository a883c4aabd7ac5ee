import { applyOverrides } from "../../compiler/overrides/apply-overrides.ts";
import { laidOver } from "../../compiler/overrides/laid-over.ts";
import { applyRenames, type Move } from "../../compiler/renames/apply-renames.ts";
import { readdressGraph } from "../../compiler/renames/readdress-graph.ts";
import { type CheckPoliciesInput, checkPolicies, type PolicyOutcome } from "../../policies/check-policies.ts";
import { compile } from "../compiler/compile.ts";
import { type FixtureCase, specText } from "./fixture.ts";
import { patchGraph } from "./patch-graph.ts";

/** The day on which every policy test runs. */
export const today = "2026-11-20";

/** A case as the policies see it: with its overrides, as in a run, and its patches. */
export function compileCase(
  fixture: Pick<FixtureCase, "spec" | "patch" | "before">,
): Pick<CheckPoliciesInput, "model" | "graph" | "before" | "laidOver"> {
  const { moves, ...compiled } = compileAll(specText(fixture));
  if (fixture.before === undefined && fixture.patch) {
    const { model, graph } = compiled;
    return { model, graph: patchGraph(graph, fixture.patch) };
  }
  if (fixture.before === undefined) return compiled;
  const old = compileAll(specText({ spec: fixture.before }));
  return { ...compiled, before: { model: old.model, graph: readdressGraph(old.graph, moves) } };
}

/** A spec compiled as a run does it: with what it renames and what it overrides. */
function compileAll(
  text: string,
): Pick<CheckPoliciesInput, "model" | "graph" | "laidOver"> & { readonly moves: readonly Move[] } {
  const { model, graph: compiled } = compile(text);
  const renamed = applyRenames(model, compiled);
  const { graph, applied: overrides, problems } = applyOverrides(renamed.graph, model.spec.overrides);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  const over = laidOver(renamed.graph, model.spec.overrides, overrides);
  return { model, graph, moves: renamed.renames.flatMap(({ moved }) => moved), ...(over && { laidOver: over }) };
}

/** Asks every policy about the base with some changes. */
export function check(
  spec: unknown = {},
  options: Partial<Omit<CheckPoliciesInput, "model" | "graph">> & Pick<FixtureCase, "patch"> = {},
): PolicyOutcome {
  const { patch, ...rest } = options;
  return checkPolicies({ ...compileCase({ spec, ...(patch && { patch }) }), today, ...rest });
}
