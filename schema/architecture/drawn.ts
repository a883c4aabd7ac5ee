import type { ResolvedSpec } from "../model/model.ts";
import type { Group, Thing, Way } from "./architecture.ts";

/** A thing before its place in the file and its resources are known. */
export type DrawnThing = Omit<Thing, "range" | "resources">;
/** A group before that. */
export type DrawnGroup = Omit<Group, "range" | "resources">;
/** A way before that. */
export type DrawnWay = Omit<Way, "range">;

/** The box of everything in AWS. */
export const regionId = "region";
/** The box of the network. */
export const vpcId = "network";
/** The box of what Kubernetes runs. */
export const clusterId = "cluster";
/** What is anywhere. */
export const internetId = "internet";

/** The id of a subnet tier's box. */
export function tierId(tier: string): string {
  return `network.tiers.${tier}`;
}

/** The id of a namespace's box. */
export function namespaceId(namespace: string): string {
  return `namespace ${namespace}`;
}

/** The tier that all nodes are in, if it is one. */
export function nodeTier({ cluster }: ResolvedSpec): string | undefined {
  const [tier, ...others] = new Set(Object.values(cluster.nodePools).map((pool) => pool.tier));
  return others.length === 0 ? tier : undefined;
}
