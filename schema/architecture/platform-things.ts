import type { Model, ResolvedSpec } from "../model/model.ts";
import { clusterId, type DrawnThing, internetId, nodeTier, tierId, vpcId } from "./drawn.ts";

/** The internet, and what network and cluster have beside services: ways out, endpoints, control plane, nodes, add-ons. */
export function drawPlatform({ spec }: Model): readonly DrawnThing[] {
  return [
    { id: internetId, kind: "internet", name: "Internet", details: [], path: ["routes"] },
    ...natGateways(spec),
    ...endpoints(spec),
    ...controlPlane(spec),
    ...nodePools(spec),
    ...addons(spec),
  ];
}

function natGateways({ network: { nat, natZones, tiers } }: ResolvedSpec): readonly DrawnThing[] {
  const served = tiers.private?.zones ?? [];
  const publicZones = tiers.public?.zones ?? [];
  const gatewayOf = (zone: string): string => {
    const asked = nat === "single" ? "" : (natZones[zone] ?? zone);
    return publicZones.includes(asked) ? asked : (publicZones[0] ?? "");
  };
  const gateways = nat === "none" ? [] : [...new Set(served.map(gatewayOf))].sort();
  if (gateways.length === 0) return [];
  return [
    {
      id: "network.nat",
      kind: "NAT gateway",
      name: gateways.length === 1 ? "NAT gateway" : `${gateways.length} NAT gateways`,
      details: gateways.map(
        (gateway) => `in ${gateway} for ${served.filter((zone) => gatewayOf(zone) === gateway).join(", ")}`,
      ),
      path: ["network", nat === "custom" ? "natZones" : "nat"],
      group: tierId("public"),
    },
  ];
}

function endpoints({ network }: ResolvedSpec): readonly DrawnThing[] {
  const names = Object.keys(network.endpoints);
  if (names.length === 0) return [];
  const details = [names.join(", ")];
  const path = ["network", "endpoints"];
  return [{ id: "network.endpoints", kind: "endpoints", name: "VPC endpoints", details, path, group: vpcId }];
}

function controlPlane({ cluster }: ResolvedSpec): readonly DrawnThing[] {
  const details = [cluster.endpoint.publicCidrs.length > 0 ? "public endpoint" : "inside the VPC only"];
  const path = ["cluster", "endpoint"];
  return [{ id: "cluster.endpoint", kind: "control plane", name: "Kubernetes API", details, path, group: clusterId }];
}

function nodePools(spec: ResolvedSpec): readonly DrawnThing[] {
  const together = nodeTier(spec) !== undefined;
  return Object.entries(spec.cluster.nodePools).map(([name, { instances, size, tier, capacity }]) => ({
    id: `cluster.nodePools.${name}`,
    kind: "node pool",
    name,
    details: [
      `${size.min === size.max ? size.min : `${size.min}–${size.max}`} × ${instances[0] ?? ""}`,
      ...(instances.length > 1 ? [`or ${instances.length - 1} more`] : []),
      ...(capacity === "spot" ? ["spot"] : []),
      ...(together ? [] : [`${tier} subnets`]),
    ],
    path: ["cluster", "nodePools", name],
    group: clusterId,
  }));
}

function addons({ cluster }: ResolvedSpec): readonly DrawnThing[] {
  const names = Object.keys(cluster.addons);
  if (names.length === 0) return [];
  const path = ["cluster", "addons"];
  return [
    {
      id: "cluster.addons",
      kind: "add-ons",
      name: `${names.length} add-ons`,
      details: [names.join(", ")],
      path,
      group: clusterId,
    },
  ];
}
