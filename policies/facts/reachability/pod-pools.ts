import type { TerraformNode } from "../../../schema/graph/graph.ts";
import { placesAmong } from "../node-placement.ts";
import type { DeployedPool, NodeGroup as ReadGroup } from "../node-pools.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";

type NodeGroup = TerraformNode<"aws_eks_node_group">;

/**
 * The node groups whose nodes a pod may come to, the same list for all pods that ask for the same. A group that is known
 * only at apply may be one of them. All of them where it may come to none: then nothing runs, which is no question of
 * the network.
 */
export function podPools(
  pools: readonly DeployedPool[],
  groups: readonly NodeGroup[],
): (pod: PodTemplate) => readonly NodeGroup[] {
  const read = pools.flatMap((pool) => pool.groups ?? []);
  const known = new Set(read.map(({ address }) => address));
  const placesOf = placesAmong(read);
  const groupsOf = remember((places: readonly ReadGroup[]) => {
    const chosen = new Set(places.map(({ address }) => address));
    const fitting = groups.filter(({ address }) => chosen.has(address) || !known.has(address));
    return fitting.length > 0 && fitting.length < groups.length ? fitting : groups;
  });
  return ({ spec }) => groupsOf(placesOf(spec));
}
