import type { ResourceGraph } from "../schema/graph/graph.ts";
import type { Address } from "../schema/graph/value.ts";
import { formatSpecPath, isWithin } from "../schema/spec-path.ts";
import { type Facts, factsOf } from "./facts/facts.ts";
import { remember } from "./facts/remember.ts";
import type { NotCompliant, Rule, RuleResult } from "./rule.ts";

/** A graph as it is without the overrides of its spec, and what each of these changes in it. */
export interface LaidOverGraph {
  readonly graph: ResourceGraph;
  readonly overrides: readonly LaidOver[];
  /** The graph with all overrides but one, by its key. */
  without(pattern: string): ResourceGraph;
}

/** An entry of a spec's `overrides`. */
interface LaidOver {
  /** Its key. */
  readonly pattern: string;
  readonly addresses: readonly Address[];
}

/** The keys of the overrides that make a finding, or of those that may where no single one does. */
export type Blame = (rule: Rule, result: NotCompliant) => readonly string[];

/**
 * Tells which overrides make a finding: what a policy finds without any of them is not theirs, and of several it is
 * those without which nothing is found. Those that change the resource which was judged, or what the target of the
 * finding has become, are tried before the others: they nearly always are it.
 */
export function overrideBlame(
  { graph: bare, overrides, without }: LaidOverGraph,
  graph: ResourceGraph,
  ask: (rule: Rule, graph: ResourceGraph, facts: Facts) => readonly RuleResult[],
): Blame {
  const finder = (other: ResourceGraph): ((rule: Rule) => ReadonlySet<string>) => {
    const facts = factsOf(other);
    return remember((rule) => new Set(ask(rule, other, facts).flatMap(identityOf)));
  };
  const foundInBare = finder(bare);
  const foundWithout = remember((pattern: string) => finder(without(pattern)));
  return (rule, result) => {
    const isFoundBy = (found: (rule: Rule) => ReadonlySet<string>): boolean =>
      identityOf(result).some((identity) => found(rule).has(identity));
    if (isFoundBy(foundInBare)) return [];
    const isNear = ({ addresses }: LaidOver): boolean =>
      addresses.some(
        (address) => address === result.resource || isWithin(graph.node(address)?.origin ?? [], result.target),
      );
    if (overrides.length === 1) return patternsOf(overrides);
    const near = patternsOf(overrides.filter(isNear));
    const far = patternsOf(overrides.filter((each) => !isNear(each)));
    for (const patterns of [near, far]) {
      const needed = patterns.filter((pattern) => !isFoundBy(foundWithout(pattern)));
      if (needed.length > 0) return needed;
    }
    return near.length > 0 ? near : far;
  };
}

function patternsOf(overrides: readonly LaidOver[]): readonly string[] {
  return overrides.map(({ pattern }) => pattern);
}

function identityOf(result: RuleResult): readonly string[] {
  return result.verdict === "not-compliant" ? [`${formatSpecPath(result.target)}\n${result.key}`] : [];
}
