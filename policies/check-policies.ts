import { compareText } from "../schema/finding.ts";
import type { ResourceGraph } from "../schema/graph/graph.ts";
import type { Model } from "../schema/model/model.ts";
import { formatSpecPath } from "../schema/spec-path.ts";
import { comparePolicyFindings, type PolicyCoverage, type PolicyFinding } from "./check-report.ts";
import { factsOf } from "./facts/facts.ts";
import { applyPack, basePack, type Pack, type SpecProfile, specProfiles, stricter } from "./pack/pack.ts";
import { placeFinding, placeWaiverFinding } from "./place-finding.ts";
import { rules as everyRule } from "./registry.ts";
import type { BeforeInput, NotEvaluated, Policy, Rule, RuleResult } from "./rule.ts";
import { applyWaivers, type WaiverFinding, type WaiverOutcome } from "./waivers/apply-waivers.ts";
import { parseDay } from "./waivers/calendar.ts";
import { waiverPolicies } from "./waivers/waiver-policies.ts";

/** What the policies are asked about. */
export interface CheckPoliciesInput {
  readonly model: Model;
  readonly graph: ResourceGraph;
  /** The state before the edit that is judged. Without it, rules about edits are not asked. */
  readonly before?: BeforeInput;
  /** What the organisation sets; the policies as they come when absent. */
  readonly pack?: Pack;
  /** The day of the run in UTC, `YYYY-MM-DD`. Waivers are judged by it and by no clock. */
  readonly today: string;
  /** The rules to ask; all of the registry and of the pack when absent. */
  readonly rules?: readonly Rule[];
  /** Shows the raw state: no waiver counts, and nothing is said of waivers. */
  readonly noWaivers?: boolean;
}

/** What the policies say: findings in a total order, and how each policy came out. */
export interface PolicyOutcome {
  readonly findings: readonly PolicyFinding[];
  readonly coverage: readonly PolicyCoverage[];
}

/**
 * Asks every policy of the spec's profile about a system, places what they find in the spec, and applies the waivers.
 * The same input gives the same output, in the same order, on any machine.
 */
export function checkPolicies(input: CheckPoliciesInput): PolicyOutcome {
  const { graph, today, pack = basePack, before } = input;
  const model = withProfile(input.model, stricter(input.model.spec.profile, pack.profile));
  const asked = input.rules ?? [...everyRule, ...(pack.rules ?? [])];
  const known = asked.map((rule) => applyPack(rule, pack));
  const facts = factsOf(graph);
  const answers = known
    .filter((rule) => applies(rule, model.spec.profile, pack) && (rule.stage !== "change" || before !== undefined))
    .map((rule): Answer => {
      const question = { model, graph, facts, today, parameters: rule.parameters, ...(before && { before }) };
      return { rule, results: rule.check(question) };
    });
  const found = answers.flatMap(({ rule, results }) =>
    results.flatMap((result) => (result.verdict === "not-compliant" ? [placeFinding(model, rule, result)] : [])),
  );
  const outcome = input.noWaivers ? { findings: found, waiverFindings: [] } : withWaivers(input, known, answers, found);
  const ofWaivers = outcome.waiverFindings.map((finding) => placeWaiverFinding(model, withPack(finding, pack)));
  const findings = [...outcome.findings, ...ofWaivers].sort(comparePolicyFindings);
  const coverage = [
    ...answers.map((answer) => coverageOf(answer, outcome.findings)),
    ...(input.noWaivers ? [] : waiverCoverage(model, outcome.waiverFindings)),
  ];
  return { findings, coverage: coverage.sort((left, right) => compareText(left.policy, right.policy)) };
}

interface Answer {
  readonly rule: Rule;
  readonly results: readonly RuleResult[];
}

/** A pack may ask for a stricter profile than the spec: that is what is judged. */
function withProfile(model: Model, profile: SpecProfile): Model {
  return profile === model.spec.profile ? model : { ...model, spec: { ...model.spec, profile } };
}

function applies({ id, profile }: Rule, chosen: SpecProfile, pack: Pack): boolean {
  if (profile === "correctness") return true;
  if (profile === "optional") return pack.policies[id]?.enabled === true;
  return specProfiles.indexOf(profile) <= specProfiles.indexOf(chosen);
}

function withWaivers(
  { model, today }: CheckPoliciesInput,
  known: readonly Rule[],
  answers: readonly Answer[],
  found: readonly PolicyFinding[],
): WaiverOutcome {
  const day = parseDay(today);
  if (day === undefined) throw new Error(`the day of the run is "${today}", which is no day`);
  const byId = new Map(answers.map((answer) => [answer.rule.id, answer.results]));
  const targets = (id: string, results = byId.get(id) ?? []) => results.map(({ target }) => formatSpecPath(target));
  const policies = new Map<string, Policy>([...known, ...waiverPolicies].map((policy) => [policy.id, policy]));
  const context = { spec: model.spec, policies, today: day, targets: (id: string) => [...new Set(targets(id))] };
  return applyWaivers(found, model.spec.waivers, context, (id) => {
    const results = byId.get(id);
    return (
      results && {
        unknown: new Set(
          targets(
            id,
            results.filter(({ verdict }) => verdict === "not-evaluated"),
          ),
        ),
      }
    );
  });
}

function withPack(finding: WaiverFinding, pack: Pack): WaiverFinding {
  return { ...finding, policy: applyPack(finding.policy, pack) };
}

function coverageOf({ rule, results }: Answer, findings: readonly PolicyFinding[]): PolicyCoverage {
  const own = findings.filter(({ policy }) => policy === rule.id);
  const waived = own.filter(({ status }) => status === "waived").length;
  return {
    policy: rule.id,
    compliant: results.filter(({ verdict }) => verdict === "compliant").length,
    open: own.length - waived,
    waived,
    notEvaluated: results
      .filter((result): result is NotEvaluated => result.verdict === "not-evaluated")
      .map(({ target, reason }) => ({ target, reason })),
  };
}

/** A waiver that has nothing against it counts as compliant with all four policies about waivers. */
function waiverCoverage({ spec }: Model, findings: readonly WaiverFinding[]): PolicyCoverage[] {
  return waiverPolicies.map(({ id }) => {
    const own = findings.filter(({ policy }) => policy.id === id);
    const faulty = new Set(own.map(({ index }) => index)).size;
    return { policy: id, compliant: spec.waivers.length - faulty, open: own.length, waived: 0, notEvaluated: [] };
  });
}
