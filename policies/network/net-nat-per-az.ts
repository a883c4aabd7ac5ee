import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { eksBestPractice } from "../anchors.ts";
import type { NatPath } from "../facts/nat-paths.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { type SubnetRoutes, subnetRoutes } from "../facts/subnet-routes.ts";
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
  check({ model, graph, facts }) {
    const routesOf = subnetRoutes(graph);
    return graph.resources("aws_subnet").flatMap((subnet) => {
      const path = facts.natPaths.get(subnet.address);
      return path ? [judge(model, path)] : unread(subnet, routesOf(subnet));
    });
  },
});

/** A subnet that leaves through a gateway of which nobody can tell the zone, or perhaps does. */
function unread(subnet: TerraformNode<"aws_subnet">, found: SubnetRoutes): readonly RuleResult[] {
  const { origin, address: resource } = subnet;
  const verdict = { verdict: "not-evaluated", target: specItem(origin), resource } as const;
  if ("unknown" in found) return [{ ...verdict, reason: found.unknown }];
  const foreign = found.routes.find(({ target }) => target.to === "NAT gateway" && !target.gateway);
  return foreign ? [{ ...verdict, reason: `${foreign.through} is not of this system` }] : [];
}

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
