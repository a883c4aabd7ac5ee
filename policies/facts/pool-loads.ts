import { groupBy } from "../../schema/group-by.ts";
import { type Capacity, excess, isUnknown, most, noCapacity, plus, type Room } from "./capacity.ts";
import type { NodeGroup } from "./node-pools.ts";
import type { PodDemand } from "./pod-demand.ts";

/** What asks for room on the nodes of some groups, and can go nowhere else. */
export interface Load {
  readonly groups: readonly NodeGroup[];
  /** `undefined` where it is known only at apply. */
  readonly demand: Pick<PodDemand, "staying" | "passing"> | undefined;
}

/** What some groups have, and what all asks for that can go to these groups only. */
export interface Balance {
  readonly groups: readonly NodeGroup[];
  /** Without what a part of the groups has no room for already: one shortage is one. */
  readonly staying: Capacity;
  /** The most that one release needs beside that: those that wait for its end have room then. */
  readonly passing: Capacity;
  /** With as many nodes as there may be. */
  readonly supply: Capacity;
}

/** Groups of which nobody can tell before apply. */
export interface UnknownBalance extends Pick<Balance, "groups"> {
  readonly unknown: string;
}

/** The balance of each set of groups that something asks for, the smallest sets first. */
export function balances(
  loads: readonly Load[],
  roomOf: (group: NodeGroup) => Room,
): readonly (Balance | UnknownBalance)[] {
  const merged = merge(loads).sort((left, right) => left.groups.length - right.groups.length);
  const shortages: { readonly groups: readonly NodeGroup[]; readonly lacking: Capacity }[] = [];
  return merged.map(({ groups }) => {
    const here = new Set(groups);
    const isInside = (part: Pick<Load, "groups">): boolean => part.groups.every((group) => here.has(group));
    const inside = merged.filter(isInside).map(({ demand }) => demand);
    const asked = total(inside.map((demand) => demand?.staying ?? unknownDemand));
    const supply = total(groups.map((group) => timesOver(roomOf(group), group.size.max)));
    if (isUnknown(asked)) return { groups, ...asked };
    if (isUnknown(supply)) return { groups, ...supply };
    const staying = shortages.filter(isInside).reduce((rest, { lacking }) => plus(rest, lacking, -1), asked);
    const passing = most(inside.map((demand) => demand?.passing ?? noCapacity));
    shortages.push({ groups, lacking: excess(plus(staying, passing), supply) });
    return { groups, staying, passing, supply };
  });
}

const unknownDemand = { unknown: "what its pods ask for is known only at apply" };

function timesOver(room: Room, times: number): Room {
  return isUnknown(room) ? room : plus(noCapacity, room, times);
}

/** The sum, or the first reason why there is none. */
function total(rooms: readonly Room[]): Room {
  return rooms.reduce((sum, room) => (isUnknown(sum) ? sum : isUnknown(room) ? room : plus(sum, room)), noCapacity);
}

/** Brings together what asks for the same groups. What has no place asks nobody. */
function merge(loads: readonly Load[]): Load[] {
  const byGroups = groupBy(
    loads.filter(({ groups }) => groups.length > 0),
    ({ groups }) => groups.map(({ address }) => address).join(),
  );
  return [...byGroups.values()].map((same) => {
    const demands = same.flatMap(({ demand }) => demand ?? []);
    const staying = demands.reduce((sum, demand) => plus(sum, demand.staying), noCapacity);
    const passing = most(demands.map((demand) => demand.passing));
    return { groups: same[0]?.groups ?? [], demand: demands.length < same.length ? undefined : { staying, passing } };
  });
}
