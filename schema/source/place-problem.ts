import { compareFindings, type SpecFinding, type SpecPath, type SpecProblem } from "../finding.ts";
import type { Source } from "./source.ts";

/**
 * Gives problems their place in the file, in the order of {@link compareFindings}.
 * `pathInFile` turns a problem's path into that of the text it comes from, where the two differ (an overlay).
 */
export function placeProblems(
  source: Source,
  problems: readonly SpecProblem[],
  pathInFile: (path: SpecPath) => SpecPath = (path) => path,
): readonly SpecFinding[] {
  return problems
    .map(({ atKey, ...problem }) => {
      const path = pathInFile(problem.path);
      const range = atKey ? source.locateKey(path) : source.locate(path);
      return { ...problem, path, file: source.file, range };
    })
    .sort(compareFindings);
}
