import { compareText } from "../finding.ts";
import type { Model } from "../model/model.ts";
import { clusterId, type DrawnGroup, namespaceId, nodeTier, regionId, tierId, vpcId } from "./drawn.ts";

/** The region, the VPC, its tiers, the cluster and its namespaces, each behind the one around it. */
export function drawGroups({ spec, region }: Model): readonly DrawnGroup[] {
  const tier = nodeTier(spec);
  const { version, name } = spec.cluster;
  return [
    { id: regionId, kind: "region", name: `AWS ${region}`, path: ["regions", region] },
    {
      id: vpcId,
      kind: "VPC",
      name: `VPC ${spec.regions[region]?.cidr ?? ""}`,
      path: ["network"],
      parent: regionId,
    },
    ...Object.entries(spec.network.tiers).map(
      ([key, { zones }]): DrawnGroup => ({
        id: tierId(key),
        kind: "tier",
        name: `${key} subnets in ${zones.join(", ")}`,
        path: ["network", "tiers", key],
        parent: vpcId,
      }),
    ),
    {
      id: clusterId,
      kind: "cluster",
      name: `EKS ${name}, Kubernetes ${version}`,
      path: ["cluster"],
      parent: tier !== undefined && Object.hasOwn(spec.network.tiers, tier) ? tierId(tier) : vpcId,
    },
    ...namespacesOf(spec).map(
      (namespace): DrawnGroup => ({
        id: namespaceId(namespace),
        kind: "namespace",
        name: `namespace ${namespace}`,
        path: ["cluster", "namespace"],
        parent: clusterId,
      }),
    ),
  ];
}

function namespacesOf({ services, stores }: Model["spec"]): readonly string[] {
  const ofStores = Object.values(stores).flatMap((store) => (store.engine === "in-cluster" ? [store.namespace] : []));
  const all = [...Object.values(services).map(({ namespace }) => namespace), ...ofStores];
  return [...new Set(all.filter((name) => name !== undefined))].sort(compareText);
}
