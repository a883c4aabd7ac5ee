import { count } from "../../schema/count.ts";
import { applies, type CheckReport } from "../check-report.ts";

/** How many policies a run asked, over all its systems. */
export interface PolicyCounts {
  readonly asked: number;
  /** Those that found something to judge in one system or more. */
  readonly applied: number;
  /** Those that were asked in no system. */
  readonly notAsked: number;
}

/** Counts each policy once, however many systems and environments it was asked in. */
export function policyCounts({ systems }: CheckReport): PolicyCounts {
  const coverage = systems.flatMap((system) => system.coverage);
  const asked = new Set(coverage.map(({ policy }) => policy));
  const applied = new Set(coverage.filter(applies).map(({ policy }) => policy));
  const notAsked = new Set(systems.flatMap((system) => (system.notAsked ?? []).map(({ policy }) => policy)));
  return {
    asked: asked.size,
    applied: applied.size,
    notAsked: [...notAsked].filter((policy) => !asked.has(policy)).length,
  };
}

/** The same in words: `110 policies asked, of which 71 applied and 39 had nothing to judge; 12 not asked`. */
export function policyCountsText({ asked, applied, notAsked }: PolicyCounts): string {
  const idle = asked - applied;
  return `${count(asked, "policy", "policies")} asked, of which ${applied} applied and ${idle} had nothing to judge${notAsked > 0 ? `; ${notAsked} not asked` : ""}`;
}
