import type { NodePool } from "../../schema/model/model.ts";
import type { Network } from "./network.ts";
import type { Subnet } from "./subnets.ts";

/** Where a node group of a pool is, and how large it is. */
export interface GroupPlace {
  /** The pool's name, with the zone's letter where each zone has a group. */
  readonly name: string;
  readonly subnets: readonly Subnet[];
  readonly size: { readonly minSize: number; readonly desiredSize: number; readonly maxSize: number };
}

/**
 * One group over all zones of the pool's tier, or one in each. The pool's size is shared by its zones as evenly as it
 * can be; what is left over goes to the first.
 * https://docs.aws.amazon.com/eks/latest/best-practices/cas.html (EBS volumes)
 */
export function placesOf(name: string, { tier, size, perZone }: NodePool, { subnets }: Network): GroupPlace[] {
  const all = subnets[tier];
  if (!perZone)
    return [{ name, subnets: all, size: { minSize: size.min, desiredSize: size.desired, maxSize: size.max } }];
  return all.map((subnet, index) => {
    const share = (total: number) => Math.floor(total / all.length) + (index < total % all.length ? 1 : 0);
    const own = { minSize: share(size.min), desiredSize: share(size.desired), maxSize: share(size.max) };
    return { name: `${name}-${subnet.zone}`, subnets: [subnet], size: own };
  });
}
