import type { SpecFinding } from "../finding.ts";
import { explainIssue } from "../parse/explain-issue.ts";
import { placeProblems } from "../source/place-problem.ts";
import type { Source } from "../source/source.ts";
import { type LockFile, lockFile } from "./lock-language.ts";

/** A lock with the file that it stands in. */
export interface Lock {
  readonly source: Source;
  readonly locked: LockFile;
}

/** Checks a lock against its format, key by key. It gives every mistake at once. */
export function parseLock(source: Source): { readonly lock?: Lock; readonly findings: readonly SpecFinding[] } {
  const result = lockFile.safeParse(source.value);
  if (result.success) return { lock: { source, locked: result.data }, findings: [] };
  const problems = result.error.issues.flatMap((issue) => explainIssue(issue, lockFile, source.value, "lock"));
  return { findings: placeProblems(source, problems) };
}
