import { count } from "../../schema/count.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import type { NodeFault } from "../facts/judge-nodes.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, known, show } from "../facts/known.ts";
import { fewestReplicas } from "../facts/replicas.ts";
import { type Labels, selects } from "../facts/selectors.ts";
import { defineRule } from "../rule.ts";

/** The pods of a service are not all in one place. */
export const availZoneSpread = defineRule({
  id: "avail-zone-spread",
  title: "Pods of a service are spread over zones and nodes",
  group: "availability",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "The scheduler fills nodes as it finds them. Unless it is asked to spread them, all pods of a service can be on one node, and go with it.",
  remediation: "Every service is spread, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("kube-score", "pod-topology-spread-constraints"),
    tool("kube-linter", "no-anti-affinity"),
    tool("Polaris", "topologySpreadConstraint"),
    tool("hardeneks", "schedule_replicas_across_nodes"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { keys: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"], maxSkew: 1 },
  check({ graph, facts, parameters }) {
    const fewest = fewestReplicas(graph);
    return judgePods(facts.pods, ({ spec, isLongRunning, address, labels }) => {
      if (!isLongRunning || (fewest(address) ?? 2) < 2) return undefined;
      const constraints = items<Constraint>(spec.topologySpreadConstraints);
      if (!constraints) return { unknown: "how its pods are spread is known only at apply" };
      const spreads = constraints.map((constraint) => spreadOf(graph, constraint, labels));
      if (spreads.some(({ skew }) => skew === undefined))
        return { unknown: "how far its pods are spread is known only at apply" };
      const seen = `topologySpreadConstraints: ${spreads.map(describe).join(", ") || "none"}`;
      const faults = parameters.keys.flatMap((key) =>
        faultOf(
          key,
          spreads.filter((spread) => spread.key === key),
          parameters.maxSkew,
        ),
      );
      return faults.length > 0 ? faults.map((fault) => ({ ...fault, seen })) : { proof: seen };
    });
  },
});

interface Constraint {
  readonly topologyKey?: unknown;
  readonly maxSkew?: unknown;
  readonly labelSelector?: unknown;
}

/** What a constraint does for the pods that carry it. */
interface Spread {
  readonly key: string;
  /** How many pods more one place may have than another; `undefined` when it is known only at apply. */
  readonly skew: number | undefined;
  /** Whether the pods are among those that it counts. */
  readonly countsOwn: boolean;
}

/**
 * A constraint without a selector counts no pods, so that any place is as empty as another to it.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
function spreadOf(graph: ResourceGraph, { topologyKey, maxSkew, labelSelector }: Constraint, labels: Labels): Spread {
  const skew = known(graph, maxSkew ?? 1);
  return {
    key: show(topologyKey),
    skew: skew === undefined ? undefined : Number(skew),
    countsOwn: labelSelector !== undefined && selects(labelSelector, labels),
  };
}

function faultOf(key: string, spreads: readonly Spread[], most: number): NodeFault[] {
  const expected = `a spread over ${key} with maxSkew ${most} or less`;
  const inOnePlace = { key, message: "may have all its pods in one place", expected };
  if (spreads.length === 0) return [{ ...inOnePlace, actual: "no spread" }];
  const own = spreads.filter(({ countsOwn }) => countsOwn);
  if (own.length === 0) return [{ ...inOnePlace, actual: "a spread that counts other pods" }];
  const skew = Math.min(...own.map((spread) => spread.skew ?? 0));
  if (skew <= most) return [];
  const message = `may have ${count(skew, "pod")} more in one place than in another`;
  return [{ key, message, expected, actual: `maxSkew ${skew}` }];
}

function describe({ key, skew, countsOwn }: Spread): string {
  return `${key} (${countsOwn ? setTo("maxSkew", skew) : "counts other pods"})`;
}
