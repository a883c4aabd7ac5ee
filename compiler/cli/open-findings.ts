import type { PolicyFinding } from "../../policies/check-report.ts";
import { identityOf } from "../../policies/delta/identity.ts";
import type { SystemRun } from "./pipeline.ts";

/** An open finding in one environment of a spec. The same one in two environments is two: one can be mended alone. */
export interface FoundIn {
  readonly environment: string | undefined;
  readonly finding: PolicyFinding;
  /** What it is and where, which stays when lines move. */
  readonly key: string;
}

/** The open findings of a spec's environments. */
export function openFindings(runs: readonly Pick<SystemRun, "report">[]): readonly FoundIn[] {
  return runs.flatMap(({ report: { environment, findings } }) =>
    findings
      .filter(({ status }) => status === "open")
      .map((finding) => ({ environment, finding, key: `${environment ?? ""}\n${identityOf(finding)}` })),
  );
}

/** The first open finding that was not there before. */
export function newFinding(after: readonly FoundIn[], before: readonly FoundIn[]): FoundIn | undefined {
  const known = new Set(before.map(({ key }) => key));
  return after.find(({ key }) => !known.has(key));
}

/** An environment, to follow what is said of it: ` in the environment "prod"`. */
export function inEnvironment(environment: string | undefined): string {
  return environment === undefined ? "" : ` in the environment "${environment}"`;
}
