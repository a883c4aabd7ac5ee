import type { SpecProblem } from "../finding.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** Tiers and load balancers fit together. */
export const checkNetwork: DraftCheck = (draft) => [...checkZones(draft), ...checkLoadBalancers(draft)];

/**
 * EKS takes subnets in two zones or more.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-subnets
 */
function checkZones({ spec }: Draft): readonly SpecProblem[] {
  const { tiers } = spec.network;
  const zones = new Set([...(tiers.public?.zones ?? []), ...(tiers.private?.zones ?? [])]);
  if (zones.size >= 2) return [];
  const all = spec.network.zones.length;
  return [
    conflict(
      all < 2 ? ["network", "zones"] : ["network", "tiers"],
      `an EKS cluster needs subnets in two zones, and the public and private tiers have ${zones.size === 0 ? "none" : "one"}`,
      all < 2 ? "name a second zone" : "give the tiers two zones or more",
    ),
  ];
}

/** A load balancer has subnets in two zones, so that it outlives one of them. */
function checkLoadBalancers({ spec }: Draft): readonly SpecProblem[] {
  return Object.entries(spec.routes).flatMap(([name, route]) => {
    const tier = route.scheme === "internet-facing" ? "public" : "private";
    const zones = spec.network.tiers[tier]?.zones.length;
    if (zones !== undefined && zones >= 2) return [];
    const lacks = zones === undefined ? "does not exist" : "has a subnet in one zone only";
    return [
      conflict(
        ["routes", name, "scheme"],
        `the route "${name}" is ${route.scheme}, and the ${tier} tier ${lacks}`,
        `give the tier "${tier}" two zones, or make the route ${tier === "public" ? "internal" : "internet-facing"}`,
      ),
    ];
  });
}
