import type { Waiver } from "../schema/model/model.ts";
import type { Pass, PolicyCoverage, PolicyFinding } from "./check-report.ts";
import type { Compliant, NotEvaluated, Policy, RuleResult } from "./rule.ts";
import { waiverPolicies } from "./waivers/waiver-policies.ts";

/** What is counted of a policy's targets, and what is kept of them. */
export interface CoverageOptions {
  /** Whether the targets that are as they should be are kept, with what they rest on: they are most of all results. */
  readonly keepPasses: boolean;
}

/** How one policy came out. */
export function coverageOf(
  policy: Policy,
  results: readonly RuleResult[],
  findings: readonly PolicyFinding[],
  { keepPasses }: CoverageOptions,
): PolicyCoverage {
  const own = findings.filter((finding) => finding.policy === policy.id);
  const waived = own.filter(({ status }) => status === "waived").length;
  const passed = results.filter((result): result is Compliant => result.verdict === "compliant");
  return {
    policy: policy.id,
    compliant: passed.length,
    open: own.length - waived,
    waived,
    notEvaluated: results
      .filter((result): result is NotEvaluated => result.verdict === "not-evaluated")
      .map(({ target, reason, resource }) => ({ target, reason, ...(resource && { resource }) })),
    ...(keepPasses && { passes: passed.map(passOf) }),
  };
}

/** What policies about waivers say of them, by the waivers' positions. */
interface WaiverVerdicts {
  readonly waiverFindings: readonly OfWaiver[];
  readonly waiverDoubts: readonly (OfWaiver & { readonly reason: string })[];
}

interface OfWaiver {
  readonly policy: Pick<Policy, "id">;
  readonly index: number;
}

/** A waiver counts as compliant with each of the four policies about waivers that could judge it and found nothing. */
export function waiverCoverage(
  waivers: readonly Waiver[],
  { waiverFindings, waiverDoubts }: WaiverVerdicts,
  { keepPasses }: CoverageOptions,
): readonly PolicyCoverage[] {
  return waiverPolicies.map(({ id }) => {
    const own = waiverFindings.filter(({ policy }) => policy.id === id);
    const doubts = waiverDoubts.filter(({ policy }) => policy.id === id);
    const others = new Set([...own, ...doubts].map(({ index }) => index));
    return {
      policy: id,
      compliant: waivers.length - others.size,
      open: own.length,
      waived: 0,
      notEvaluated: doubts.map(({ index, reason }) => ({ target: ["waivers", index], reason })),
      ...(keepPasses && {
        passes: waivers.flatMap((waiver, index) => (others.has(index) ? [] : [waiverPass(waiver, index)])),
      }),
    };
  });
}

function passOf({ target, resource, evidence = [] }: Compliant): Pass {
  return { target, evidence, ...(resource && { resource }) };
}

function waiverPass({ policy, target, expires }: Waiver, index: number): Pass {
  return { target: ["waivers", index], evidence: [`waiver of ${policy} on ${target} → until ${expires}`] };
}
