import { type Capacity, excess, isUnknown, noCapacity, plus, type Room } from "./capacity.ts";
import type { NodeGroup } from "./node-pools.ts";

/** What asks for room on the nodes of some groups, and can go nowhere else. */
export interface Load {
  readonly groups: readonly NodeGroup[];
  /** `undefined` where it is known only at apply. */
  readonly demand: Capacity | undefined;
}

/** What some groups have, and what all asks for that can go to these groups only. */
export interface Balance {
  readonly groups: readonly NodeGroup[];
  /** Without what a part of the groups has no room for already: one shortage is one. */
  readonly demand: Capacity;
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
    const asked = total(merged.filter(isInside).map(({ demand }) => demand ?? unknownDemand));
    const supply = total(groups.map((group) => timesOver(roomOf(group), group.size.max)));
    if (isUnknown(asked)) return { groups, ...asked };
    if (isUnknown(supply)) return { groups, ...supply };
    const demand = shortages.filter(isInside).reduce((rest, { lacking }) => plus(rest, lacking, -1), asked);
    shortages.push({ groups, lacking: excess(demand, supply) });
    return { groups, demand, supply };
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

/** Adds up what asks for the same groups. What has no place asks nobody. */
function merge(loads: readonly Load[]): Load[] {
  const merged = new Map<string, Load>();
  for (const { groups, demand } of loads) {
    const key = groups.map(({ address }) => address).join();
    const { demand: before } = merged.get(key) ?? { demand: noCapacity };
    if (groups.length > 0) merged.set(key, { groups, demand: before && demand && plus(before, demand) });
  }
  return [...merged.values()];
}
