import type { SpecPath } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { knownText } from "../facts/known.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Each subnet tier spans several zones, so that no single zone takes cluster, nodes, data or load balancers with it. */
export const netMultiAz = defineRule({
  id: "net-multi-az",
  title: "Every subnet tier spans several availability zones",
  group: "network",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "An availability zone fails as a whole. A tier in one zone takes down everything in it, and EKS and load balancers refuse fewer than two.",
  remediation:
    "Name at least two zones in `network.zones` (three for the profiles prod and regulated), and leave `zones` out of the tiers or list as many there.",
  anchors: [fsbp("ELB.13"), eksBestPractice("Spread worker nodes and workloads across multiple AZs", "data-plane")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { zones: 2, productionZones: 3 },
  check({ model, graph, parameters }) {
    const minimum = model.spec.profile === "base" ? parameters.zones : parameters.productionZones;
    const tiers = new Map<string, { target: SpecPath; zones: Set<string>; isComplete: boolean }>();
    for (const subnet of graph.resources("aws_subnet")) {
      const target = specItem(subnet.origin);
      const tier = tiers.get(formatSpecPath(target)) ?? { target, zones: new Set(), isComplete: true };
      tiers.set(formatSpecPath(target), tier);
      const zone = knownText(graph, subnet.config.availabilityZone ?? subnet.config.availabilityZoneId);
      if (zone === undefined) tier.isComplete = false;
      else tier.zones.add(zone);
    }
    return [...tiers.values()].map(({ target, zones, isComplete }): RuleResult => {
      const found = [...zones].sort();
      const evidence = [`tier ${target.at(-1)} → zones ${found.join(", ")}`];
      if (zones.size >= minimum) return { verdict: "compliant", target, evidence };
      if (!isComplete)
        return { verdict: "not-evaluated", target, reason: "the zone of a subnet is known only at apply" };
      return {
        verdict: "not-compliant",
        target,
        path: [...target, "zones"],
        key: "zones",
        message: `tier "${target.at(-1)}" is in ${count(zones.size)} only: ${found.join(", ")}`,
        expected: `${count(minimum)} or more`,
        actual: count(zones.size),
        evidence,
      };
    });
  },
});

function count(zones: number): string {
  return zones === 1 ? "1 zone" : `${zones} zones`;
}
