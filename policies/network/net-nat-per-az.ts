import type { SpecPath } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import { eksBestPractice } from "../anchors.ts";
import type { NatPath } from "../facts/nat-paths.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** The failure of one zone does not take away the way out of another. */
export const netNatPerAz = defineRule({
  id: "net-nat-per-az",
  title: "Each private subnet leaves through a NAT gateway in its own zone",
  group: "network",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "A NAT gateway lives in one zone. When that zone fails, every subnet that leaves through it loses the internet and AWS APIs with it, and until then pays for each byte between zones.",
  remediation: "Set `network.nat: per-zone`, or give each zone its own gateway in `network.natZones`.",
  fixable: true,
  anchors: [eksBestPractice("Deploy NAT Gateways in each Availability Zone", "subnets")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ model, facts }) {
    return [...facts.natPaths.values()].map((path) => judge(model, path));
  },
});

function judge(model: Model, { subnet, gateway, zone, gatewayZone }: NatPath): RuleResult {
  const target = specItem(subnet.origin);
  const resource = subnet.address;
  if (zone === undefined || gatewayZone === undefined)
    return { verdict: "not-evaluated", target, reason: "the zone of a NAT gateway is known only at apply", resource };
  const evidence = [`subnet ${label(subnet)} in ${zone} → NAT gateway ${label(gateway)} in ${gatewayZone}`];
  if (zone === gatewayZone) return { verdict: "compliant", target, evidence, resource };
  return {
    verdict: "not-compliant",
    target,
    path: settingOf(model, subnet.origin.at(-1)),
    key: `subnet:${label(subnet)}`,
    message: `subnet "${label(subnet)}" leaves through a NAT gateway in another zone`,
    expected: `a NAT gateway in ${zone}`,
    actual: `NAT gateway in ${gatewayZone}`,
    ...(model.spec.network.nat === "single" && { fix: "per-zone" }),
    evidence,
    resource,
  };
}

function settingOf({ spec }: Model, zone: SpecPath[number] = ""): SpecPath {
  return spec.network.nat === "custom" ? ["network", "natZones", zone] : ["network", "nat"];
}
