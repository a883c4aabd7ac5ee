import type { SpecFinding } from "../../schema/finding.ts";
import { quoteValue } from "../../schema/parse/plain-words.ts";
import { valueAt } from "../../schema/resolve/plain-data.ts";
import type { Source } from "../../schema/source/source.ts";
import { isWithin } from "../../schema/spec-path.ts";
import { hiddenMark } from "../check-report.ts";
import { secretPlaces } from "./secret-places.ts";
import { showLines } from "./show-lines.ts";

/**
 * The same mistakes with marks where they repeat what looks like a secret at their place: `"12345678" is a whole number`.
 * What Kubernetes refuses is said of a whole service, and may have come from any override.
 */
export function hideInProblems(problems: readonly SpecFinding[], { value }: Pick<Source, "value">): SpecFinding[] {
  const places = problems.length > 0 ? secretPlaces(value) : [];
  return problems.map((problem) => {
    const { path, code } = problem;
    const near = places.filter(
      (place) =>
        isWithin(place, path) ||
        isWithin(path, place) ||
        (code === "kubernetes-invalid" && place.includes("overrides")),
    );
    return withMarks(
      problem,
      near.map((place) => valueAt(value, place)),
    );
  });
}

/** The same for a file that could not be read: what stands on a line that is hidden is in no message either. */
export function hideInUnread(problems: readonly SpecFinding[], text: string): SpecFinding[] {
  const { hidden } = showLines(text);
  const lines = text.split(/\r?\n/);
  return problems.map((problem) => {
    const parts = hidden.get(problem.range.line) ?? [];
    const words = parts.flatMap(({ column, endColumn }) =>
      (lines[problem.range.line - 1] ?? "").slice(column - 1, endColumn - 1).split(/[\s:,{}[\]"'*&!|>]+/),
    );
    return withMarks(problem, words);
  });
}

/** Texts of a letter or two are hidden between quotes only: anywhere else they are parts of words. */
function withMarks(problem: SpecFinding, secrets: readonly unknown[]): SpecFinding {
  const quoted = secrets.flatMap((secret) => [quoteValue(secret), JSON.stringify(secret)]);
  const bare = secrets.map(String).filter(({ length }) => length > 3);
  const hide = (text: string): string => {
    const unquoted = quoted.reduce((done, form) => done.replaceAll(form, `"${hiddenMark}"`), text);
    return bare.reduce((done, secret) => done.replaceAll(secret, hiddenMark), unquoted);
  };
  return { ...problem, message: hide(problem.message), help: hide(problem.help) };
}
