import type { ResourceGraph } from "../schema/graph/graph.ts";
import type { Address } from "../schema/graph/value.ts";
import { formatSpecPath, isWithin } from "../schema/spec-path.ts";
import { type Facts, factsOf } from "./facts/facts.ts";
import type { NotCompliant, Rule, RuleResult } from "./rule.ts";

/** A graph as it is without the overrides of its spec, and what each of these changes in it. */
export interface LaidOverGraph {
  readonly graph: ResourceGraph;
  readonly overrides: readonly LaidOver[];
}

/** An entry of a spec's `overrides`. */
interface LaidOver {
  /** Its key. */
  readonly pattern: string;
  readonly addresses: readonly Address[];
}

/** The keys of the overrides that may have made a finding: the one that did, where that is known. */
export type Blame = (rule: Rule, result: NotCompliant) => readonly string[];

/**
 * Tells which overrides make a finding: what a policy finds without any of them is not theirs. Of several it is the one
 * that changes the resource which was judged, else what the target of the finding has become.
 */
export function overrideBlame(
  { graph: bare, overrides }: LaidOverGraph,
  graph: ResourceGraph,
  ask: (rule: Rule, graph: ResourceGraph, facts: Facts) => readonly RuleResult[],
): Blame {
  const facts = factsOf(bare);
  const found = new Map<string, ReadonlySet<string>>();
  const foundWithout = (rule: Rule): ReadonlySet<string> => {
    const known = found.get(rule.id) ?? new Set(ask(rule, bare, facts).flatMap(identityOf));
    found.set(rule.id, known);
    return known;
  };
  return (rule, result) => {
    if (identityOf(result).some((identity) => foundWithout(rule).has(identity))) return [];
    const changes = (isMeant: (address: Address) => boolean): readonly string[] =>
      overrides.filter(({ addresses }) => addresses.some(isMeant)).map(({ pattern }) => pattern);
    const ofResource = changes((address) => address === result.resource);
    const ofTarget = changes((address) => isWithin(graph.node(address)?.origin ?? [], result.target));
    return [ofResource, ofTarget].find(({ length }) => length > 0) ?? overrides.map(({ pattern }) => pattern);
  };
}

function identityOf(result: RuleResult): readonly string[] {
  return result.verdict === "not-compliant" ? [`${formatSpecPath(result.target)}\n${result.key}`] : [];
}
