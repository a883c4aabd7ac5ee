import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Tier, TierName } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";

/** A subnet with the zone letter it is in. */
export interface Subnet {
  readonly zone: string;
  readonly node: TerraformNode<"aws_subnet">;
}

/** The subnets of each tier, in zone order. A tier that the spec does not have is empty. */
export type Subnets = Readonly<Record<TierName, readonly Subnet[]>>;

/**
 * The tags by which the load balancer controller finds subnets.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/
 */
const roleTags: Readonly<Record<TierName, Readonly<Record<string, string>>>> = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  data: {},
};

/** One subnet for each tier and zone. */
export function subnets({ model, name, region }: Context, vpc: TerraformNode<"aws_vpc">): Subnets {
  const ofTier = (tierName: TierName): Subnet[] => {
    const tier = model.spec.network.tiers[tierName];
    return tier ? tier.zones.map((zone) => ({ zone, node: subnet(tierName, tier, zone) })) : [];
  };
  const subnet = (tierName: TierName, tier: Tier, zone: string): TerraformNode<"aws_subnet"> =>
    terraform("aws_subnet", {
      stack: "network",
      name: `${tierName}_${zone}`,
      origin: ["network", "tiers", tierName, "cidrs", zone],
      config: {
        vpcId: ref(vpc, "id"),
        cidrBlock: tier.cidrs[zone] ?? missingCidr(tierName, zone),
        availabilityZone: `${region}${zone}`,
        mapPublicIpOnLaunch: tier.autoPublicIp,
        tags: { Name: `${name}-${tierName}-${zone}`, ...roleTags[tierName] },
      },
    });
  return { public: ofTier("public"), private: ofTier("private"), data: ofTier("data") };
}

/** Every subnet as a node. */
export function subnetNodes(all: Subnets): AnyTerraformNode[] {
  return Object.values(all).flatMap((tier) => tier.map((subnet) => subnet.node));
}

/** Where the spec speaks of a tier. */
export function tierPath(tier: TierName): SpecPath {
  return ["network", "tiers", tier];
}

function missingCidr(tier: string, zone: string): never {
  throw new Error(`resolve left tier ${tier} without an address range in zone ${zone}`);
}
