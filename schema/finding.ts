/**
 * How bad a finding is. The gate of a run (`--fail-on`) is one of these.
 * The order is that of {@link severities}: the first is the worst.
 */
export type Severity = (typeof severities)[number];

/** Every severity, the worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;

/** A place in a spec by its keys and list positions, e.g. `["services", "api", "image", "tag"]`. */
export type SpecPath = readonly (string | number)[];

/** A stretch of a file. Lines and columns count from 1; the end is exclusive. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The closed list of what can be wrong with a spec before any policy is asked. */
export const specCodes = [
  "file-unreadable",
  "yaml-alias-limit",
  "yaml-anchor",
  "yaml-depth-limit",
  "yaml-duplicate-key",
  "yaml-empty",
  "yaml-encoding",
  "yaml-merge-key",
  "yaml-several-documents",
  "yaml-size-limit",
  "yaml-syntax",
  "yaml-tab",
  "yaml-tag",
  "unknown-key",
  "missing-key",
  "wrong-type",
  "wrong-format",
  "wrong-value",
  "out-of-range",
  "bad-name",
  "unknown-environment",
  "unknown-reference",
  "conflict",
  "unsupported",
  "cidr-invalid",
  "cidr-outside",
  "cidr-overlap",
  "cidr-size",
  "zone-unknown",
  "name-too-long",
  "kubernetes-invalid",
] as const;

/** What is wrong with a spec: one of {@link specCodes}. */
export type SpecCode = (typeof specCodes)[number];

/** A mistake in a spec. It stops the run: nothing is compiled from a spec that has one. */
export interface SpecFinding {
  readonly code: SpecCode;
  /** The file as the user named it. */
  readonly file: string;
  readonly path: SpecPath;
  readonly range: SourceRange;
  /** What is wrong, naming the thing in quotes; lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
}

/** A {@link SpecFinding} before its place in the file is known. */
export type SpecProblem = Omit<SpecFinding, "file" | "range"> & {
  /** Point at the key itself rather than at its value, as for an unknown key. */
  readonly atKey?: boolean;
};

/** The total order of findings: file, line, column, code, message. The same on every machine. */
export function compareFindings(left: SpecFinding, right: SpecFinding): number {
  return comparePlaces(left, right) || compareText(left.code, right.code) || compareText(left.message, right.message);
}

/** The order of places: file, line, column. */
export function comparePlaces(
  left: Pick<SpecFinding, "file" | "range">,
  right: Pick<SpecFinding, "file" | "range">,
): number {
  return (
    compareText(left.file, right.file) || left.range.line - right.range.line || left.range.column - right.range.column
  );
}

/** Orders text by code unit, which unlike `localeCompare` does not depend on the machine's locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
