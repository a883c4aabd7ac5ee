import type { SpecPath, SpecProblem } from "../finding.ts";
import type { LockFile } from "../lock/lock-language.ts";
import type { ResolvedSpec } from "../model/model.ts";

/** A spec with everything filled in, before it is known whether its parts fit together. */
export interface Draft {
  readonly spec: ResolvedSpec;
  /** The stem of every resource's name. */
  readonly name: string;
  /** The region as written; AWS may have none of that name. */
  readonly region: string;
  /** What the lock beside the spec says, if there is one. */
  readonly locked: LockFile | undefined;
  /** Whether the spec or the environment says a value, as opposed to a default. */
  says(path: SpecPath): boolean;
}

/** Looks at one concern of a draft. It gives every problem that it finds, and none twice. */
export type DraftCheck = (draft: Draft) => readonly SpecProblem[];

/** The problem that two parts of a spec contradict each other. */
export function conflict(path: SpecPath, message: string, help: string): SpecProblem {
  return { code: "conflict", path, message, help };
}
