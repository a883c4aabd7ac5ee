import { compareText } from "../schema/finding.ts";
import type { ResourceGraph } from "../schema/graph/graph.ts";
import type { Model } from "../schema/model/model.ts";
import { formatSpecPath } from "../schema/spec-path.ts";
import { comparePolicyFindings, type NotAsked, type PolicyCoverage, type PolicyFinding } from "./check-report.ts";
import { coverageOf, waiverCoverage } from "./coverage.ts";
import { type Facts, factsOf } from "./facts/facts.ts";
import { type LaidOverGraph, overrideBlame } from "./override-blame.ts";
import { applyPack, basePack, type Pack, type SpecProfile, specProfiles, stricter } from "./pack/pack.ts";
import { placeFinding, placeWaiverFinding } from "./place-finding.ts";
import { rules as everyRule } from "./registry.ts";
import type { BeforeInput, Policy, Rule, RuleResult } from "./rule.ts";
import { applyWaivers, type WaiverFinding, type WaiverOutcome } from "./waivers/apply-waivers.ts";
import { parseDay } from "./waivers/calendar.ts";
import { waiverPolicies } from "./waivers/waiver-policies.ts";

/** What the policies are asked about. */
export interface CheckPoliciesInput {
  readonly model: Model;
  readonly graph: ResourceGraph;
  /** The state before the edit that is judged. Without it, rules about edits are not asked. */
  readonly before?: BeforeInput;
  /** What the spec lays over the graph. It is in {@link graph} already. */
  readonly laidOver?: LaidOverGraph;
  /** What the organisation sets; the policies as they come when absent. */
  readonly pack?: Pack;
  /** The day of the run in UTC, `YYYY-MM-DD`. Waivers are judged by it and by no clock. */
  readonly today: string;
  /** The rules to ask; all of the registry and of the pack when absent. */
  readonly rules?: readonly Rule[];
  /** Shows the raw state: no waiver counts, and nothing is said of waivers. */
  readonly noWaivers?: boolean;
  /** Keeps what is as it should be, with what that rests on. */
  readonly keepPasses?: boolean;
}

/** What the policies say: findings in a total order, and how each policy came out. */
export interface PolicyOutcome {
  readonly findings: readonly PolicyFinding[];
  readonly coverage: readonly PolicyCoverage[];
  readonly notAsked: readonly NotAsked[];
}

/**
 * Asks every policy of the spec's profile about a system, places what they find in the spec, and applies the waivers.
 * The same input gives the same output, in the same order, on any machine.
 */
export function checkPolicies(input: CheckPoliciesInput): PolicyOutcome {
  const { graph, today, pack = basePack, before, keepPasses = false } = input;
  const model = withProfile(input.model, stricter(input.model.spec.profile, pack.profile));
  const asked = input.rules ?? [...everyRule, ...(pack.rules ?? [])];
  const known = asked.map((rule) => applyPack(rule, pack));
  const facts = factsOf(graph);
  const missing = known.map((rule) => ({ rule, by: lackOf(rule, model.spec.profile, input) }));
  const question = { model, today, ...(before && { before }) };
  const ask = (rule: Rule, graph: ResourceGraph, facts: Facts): Answer => {
    return { rule, results: rule.check({ ...question, graph, facts, parameters: rule.parameters }) };
  };
  const answers = missing
    .flatMap(({ rule, by }) => (by === undefined ? [rule] : []))
    .map((rule) => ask(rule, graph, facts));
  const blame = input.laidOver && overrideBlame(input.laidOver, graph, (rule, ...of) => ask(rule, ...of).results);
  const found = answers.flatMap(({ rule, results }) =>
    results.flatMap((result) =>
      result.verdict === "not-compliant" ? [placeFinding(model, rule, result, blame?.(rule, result))] : [],
    ),
  );
  const outcome = input.noWaivers
    ? { findings: found, waiverFindings: [], waiverDoubts: [] }
    : withWaivers(input, known, answers, found);
  const ofWaivers = outcome.waiverFindings.map((finding) => placeWaiverFinding(model, withPack(finding, pack)));
  const findings = [...outcome.findings, ...ofWaivers].sort(comparePolicyFindings);
  const coverage = [
    ...answers.map(({ rule, results }) => coverageOf(rule, results, outcome.findings, { keepPasses })),
    ...(input.noWaivers ? [] : waiverCoverage(model.spec.waivers, outcome, { keepPasses })),
  ];
  const notAsked = missing.flatMap(({ rule, by }) => (by === undefined ? [] : [{ policy: rule.id, by }]));
  return { findings, coverage: coverage.sort(byPolicy), notAsked: notAsked.sort(byPolicy) };
}

function byPolicy(left: { readonly policy: string }, right: { readonly policy: string }): number {
  return compareText(left.policy, right.policy);
}

interface Answer {
  readonly rule: Rule;
  readonly results: readonly RuleResult[];
}

/** A pack may ask for a stricter profile than the spec: that is what is judged. */
function withProfile(model: Model, profile: SpecProfile): Model {
  return profile === model.spec.profile ? model : { ...model, spec: { ...model.spec, profile } };
}

/** What is lacking for a policy to be asked; nothing when it is. */
function lackOf(
  { id, profile, stage }: Rule,
  chosen: SpecProfile,
  { pack = basePack, before }: CheckPoliciesInput,
): NotAsked["by"] | undefined {
  if (profile === "optional" && pack.policies[id]?.enabled !== true) return profile;
  const isStricter = profile === "prod" || profile === "regulated";
  if (isStricter && specProfiles.indexOf(profile) > specProfiles.indexOf(chosen)) return profile;
  return stage === "change" && !before ? "against" : undefined;
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
