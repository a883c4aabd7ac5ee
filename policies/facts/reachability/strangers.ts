import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { addressesOf, holds } from "../addresses.ts";
import { type GroupName, groupText, isOfGraph } from "../group-names.ts";
import { type IngressRule, isWorld, type PortRange } from "../ingress-rules.ts";
import { databases } from "./databases.ts";
import { controlPlanes } from "./kubernetes-api.ts";
import type { PodNetwork } from "./network.ts";
import { isPublic } from "./place.ts";

/** Somebody who is not of this system, and whom a security group admits by name or by address. */
export interface Stranger {
  /** The id of a group, or a range of addresses. */
  readonly who: string;
  readonly kind: "group" | "internet" | "network";
  /** What is reached: `nodes`, `kubernetes`, or the path of a database. */
  readonly target: string;
  readonly rule: IngressRule;
  readonly ports: readonly PortRange[];
  /** Why nobody can tell before apply whether there is a way, where that is so. */
  readonly unknown?: string;
}

/** Whom the groups of nodes, control planes and databases admit, beside other groups of the system and its own addresses. */
export function strangers(
  graph: ResourceGraph,
  network: PodNetwork,
  rules: readonly IngressRule[],
): readonly Stranger[] {
  const { nodes } = network;
  const owners = new Map<GroupName, string>([
    ...controlPlanes(graph).flatMap(({ groups }) => groups.map((group) => [group, "kubernetes"] as const)),
    ...nodes.all.ends.flatMap(({ groups }) => groups.map((group) => [group, "nodes"] as const)),
    ...databases(graph).flatMap(({ end, item }) => end.groups.map((group) => [group, formatSpecPath(item)] as const)),
  ]);
  const isOpen = nodes.all.subnets.some((subnet) => nodes.publicSubnets.includes(subnet));
  return rules.flatMap((rule): readonly Stranger[] => {
    const { group, ports = [] } = rule;
    const target = group && owners.get(group.address);
    if (target === undefined || ports.length === 0) return [];
    const place = { target, rule, ports };
    return [
      ...rule.groups
        .filter((name) => !isOfGraph(name))
        .map((name): Stranger => {
          const unknown = "which group a rule names is known only at apply";
          return { ...place, who: groupText(name), kind: "group", ...(name === undefined && { unknown }) };
        }),
      ...rule.cidrs.flatMap((cidr) => byAddress(network, { ...place, who: cidr }, isOpen)),
    ];
  });
}

/** What a database or a control plane shows to the internet is an exposure of its own. */
function byAddress({ inside }: PodNetwork, stranger: Omit<Stranger, "kind">, isOpen: boolean): readonly Stranger[] {
  const { who, target } = stranger;
  const addresses = addressesOf(who) ?? [];
  if (holds(inside, addresses, "all")) return [];
  const kind = isWorld(who) ? "internet" : "network";
  if (isPublic(addresses)) return target === "nodes" && isOpen ? [{ ...stranger, kind }] : [];
  return [{ ...stranger, kind, unknown: `no route of this system says how ${who} gets here` }];
}
