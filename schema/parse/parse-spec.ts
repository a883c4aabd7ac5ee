import type { SpecFinding, SpecProblem } from "../finding.ts";
import { type Spec, system } from "../language/system.ts";
import { placeProblems } from "../source/place-problem.ts";
import type { Source } from "../source/source.ts";
import { explainIssue } from "./explain-issue.ts";

/**
 * Checks a spec against the language, key by key, and fills in the language's own defaults.
 * It gives every mistake of form at once; what one key means for another is for resolve.
 */
export function parseSpec(source: Source): { readonly spec?: Spec; readonly findings: readonly SpecFinding[] } {
  const { spec, problems } = parseSpecValue(source.value);
  return spec ? { spec, findings: [] } : { findings: placeProblems(source, problems) };
}

/** The same for plain data that stands in no file as a whole, as a spec merged with an overlay does. */
export function parseSpecValue(value: unknown): { readonly spec?: Spec; readonly problems: readonly SpecProblem[] } {
  const result = system.safeParse(value);
  if (result.success) return { spec: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => explainIssue(issue, system, value)) };
}
