import { type Cidr, formatCidr } from "../catalogue/cidr.ts";
import type { TierName } from "../model/model.ts";

/**
 * Where each tier's subnets lie in a VPC, in sixteenths of it, and how much longer a subnet's prefix is.
 * Zone "a" gets the first subnet of its tier, "f" the sixth.
 *
 * In a /16: private subnets are a /20 each (10.0.0.0 to 10.0.95.255), public ones a /22 (from 10.0.128.0) and data
 * ones a /22 (from 10.0.192.0). Nodes and pods take an address each, load balancers and databases few.
 */
const layout: Readonly<Record<TierName, { readonly block: number; readonly longer: number }>> = {
  private: { block: 0, longer: 4 },
  public: { block: 8, longer: 6 },
  data: { block: 12, longer: 6 },
};

/** The smallest subnet of AWS. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export const longestSubnetPrefix = 28;

/**
 * The address range of a subnet that the spec gives none for. It depends on the VPC's range, the tier and the zone's
 * letter and on nothing else, so that no subnet ever moves when a zone or a tier is added.
 * `undefined` where the VPC is too small, or for a zone beyond "f".
 */
export function planCidr(vpc: Cidr, tier: TierName, zone: string): string | undefined {
  const { block, longer } = layout[tier];
  const index = zone.charCodeAt(0) - "a".charCodeAt(0);
  const prefix = vpc.prefix + longer;
  if (prefix > longestSubnetPrefix || index < 0 || index > 5) return undefined;
  const first = vpc.first + (vpc.size / 16) * block + 2 ** (32 - prefix) * index;
  return formatCidr({ first, prefix });
}

/** The longest VPC prefix for which a tier's ranges can be computed. */
export function longestPlannablePrefix(tier: TierName): number {
  return longestSubnetPrefix - layout[tier].longer;
}
