import type { SpecCode, SpecPath } from "../finding.ts";
import type { Span } from "./line-index.ts";

/** A mistake in a YAML text, by its offsets. */
export interface YamlProblem {
  readonly code: SpecCode;
  readonly path: SpecPath;
  readonly span: Span;
  readonly message: string;
  readonly help: string;
}

/** The most bytes a spec may have: a system of 4,000 services is about 3 MiB. */
export const maxBytes = 4 * 1024 * 1024;

/** The deepest nesting of maps and lists. The language itself needs 10 levels. */
export const maxDepth = 64;

/** The most values that aliases may add to a spec, each alias counted with all that its anchor holds. */
export const maxAliasValues = 100_000;

/** The most mistakes that are told of one file's YAML. Beyond a hundred, it is not a spec with mistakes. */
export const maxProblems = 100;
