import type { SpecPath } from "../../schema/finding.ts";
import { isOpen } from "../../schema/model/node-pool.ts";
import { eksBestPractice } from "../anchors.ts";
import { addonLoad } from "../facts/addon-load.ts";
import {
  type Capacity,
  isUnknown,
  noCapacity,
  nodeRoom,
  plus,
  type Room,
  shortage,
  showAmount,
  tightest,
} from "../facts/capacity.ts";
import { namesOf, setTo } from "../facts/evidence.ts";
import { type Guest, judgeGuests, type PlacedPods } from "../facts/guests.ts";
import type { NodeFault, NodeVerdict } from "../facts/judge-nodes.ts";
import type { DeployedPool, NodeGroup } from "../facts/node-pools.ts";
import { podDemands } from "../facts/pod-demand.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { balances, type Load } from "../facts/pool-loads.ts";
import { remember } from "../facts/remember.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Everything that may run at once fits on the nodes that there may be, and every pod fits on one of them. */
export const nodeCapacityFits = defineRule({
  id: "node-capacity-fits",
  title: "The node pools can hold what may run on them",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "An autoscaler that may ask for more pods than the pools can ever hold leaves the last of them pending, on the busiest day. A pod that is larger than a node is never scheduled at all, and a new version for whose first pod there is no room waits until it is taken back.",
  remediation:
    "Raise the pool's `size.max` or choose larger instances, or lower the service's `scale.max` or `resources`. Leave room for one pod more than there may be, or for a migration: a release needs it until its old pods go.",
  anchors: [
    eksBestPractice("Cluster Autoscaler", "cas"),
    {
      control: "EC2 network interface limits",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  // What runs on each node and in the cluster beside the add-ons of the spec: what somebody else installs.
  parameters: {
    daemonMillicores: 0,
    daemonMemory: 0,
    daemonPods: 0,
    systemMillicores: 0,
    systemMemory: 0,
    systemPods: 0,
  },
  check({ graph, facts, parameters }) {
    const { nodePools, guests } = facts;
    const addons = addonLoad(graph);
    const daemons = {
      millicores: parameters.daemonMillicores,
      memory: parameters.daemonMemory,
      pods: parameters.daemonPods,
      gpus: 0,
    };
    const system = {
      millicores: parameters.systemMillicores,
      memory: parameters.systemMemory,
      pods: parameters.systemPods,
      gpus: 0,
    };
    const roomOf = remember((group: NodeGroup) => nodeRoom(group, plus(addons.onNode(group), daemons)));
    const ofAddons = { staying: plus(addons.inCluster, system), passing: noCapacity };
    const demandOf = remember(podDemands(graph));
    const open = nodePools.flatMap(({ groups = [] }) => groups.filter(isOpen));
    const loads = guests.flatMap(({ pods, perhaps }) =>
      pods.flatMap(({ pod, places }): Load[] => {
        const demand = demandOf(pod);
        // What fits on no node takes no room, and is said of the pods themselves.
        if (demand && places.every((group) => isTooLarge(demand.each, roomOf(group)))) return [];
        return [{ groups: places, demand: perhaps.length > 0 ? undefined : demand }];
      }),
    );
    return [
      ...judgeGuests(guests, (pods, guest) => judgePods(pods, guest, demandOf(pods.pod)?.each, roomOf)),
      ...balances([{ groups: open, demand: ofAddons }, ...loads], roomOf).flatMap((balance) =>
        judgeBalance(balance, nodePools),
      ),
    ];
  },
});

type RoomOf = (group: NodeGroup) => Room;

function isTooLarge(demand: Capacity, room: Room): boolean {
  return !isUnknown(room) && shortage(demand, room) !== undefined;
}

/** Whether one pod fits on one node. */
function judgePods(
  { pod, places, lackingArchitecture }: PlacedPods,
  { type, name, perhaps }: Guest,
  demand: Capacity | undefined,
  roomOf: RoomOf,
): NodeVerdict | undefined {
  // That no node has the processor is said by another policy.
  if (lackingArchitecture !== undefined) return undefined;
  if (!demand) return { unknown: "what it asks for is known only at apply" };
  const rooms = places.map(roomOf);
  const known = rooms.flatMap((room, index) => (isUnknown(room) ? [] : [{ pool: places[index]?.pool ?? "", room }]));
  const fitting = known.find(({ room }) => shortage(demand, room) === undefined);
  if (fitting) {
    const dimension = tightest(demand, fitting.room);
    const [asked, there] = [showAmount(dimension, demand), showAmount(dimension, fitting.room)];
    return { proof: `one pod: ${asked} → a node of ${fitting.pool} leaves ${there}` };
  }
  const unknown = rooms.find(isUnknown);
  if (unknown) return unknown;
  if (perhaps.length > 0)
    return { unknown: `what the nodes of the pool ${namesOf(perhaps)} are is known only at apply` };
  const who = `${type} "${name}"`;
  return known.length === 0 ? [homeless(pod, who)] : [tooLarge(demand, who, known)];
}

function homeless({ spec }: PodTemplate, who: string): NodeFault {
  return {
    setting: ["nodePool"],
    key: "place",
    message: `no node pool takes the pods of ${who}`,
    expected: "nodes with the labels that they ask for, without a taint that they do not tolerate",
    actual: setTo("nodeSelector", spec.nodeSelector),
  };
}

function tooLarge(
  demand: Capacity,
  who: string,
  rooms: readonly { readonly pool: string; readonly room: Capacity }[],
): NodeFault {
  const [first] = rooms;
  const lacking = (first && shortage(demand, first.room)) ?? "millicores";
  return {
    setting: ["resources", settings[lacking]],
    key: "pod",
    message: `one pod of ${who} asks for ${showAmount(lacking, demand)}, more than any node that it may run on`,
    expected: `at most ${showAmount(lacking, first?.room ?? noCapacity)}`,
    actual: showAmount(lacking, demand),
    seen: [...new Set(rooms.map(({ pool, room }) => `a node of ${pool} leaves ${showAmount(lacking, room)}`))],
  };
}

/** The setting of a service that asks for each dimension; a pod is always one pod. */
const settings = { millicores: "cpu", memory: "memory", pods: "cpu", gpus: "gpu" } as const;

/** Whether groups hold all that can go nowhere else, also while a new version of something takes over. */
function judgeBalance(balance: ReturnType<typeof balances>[number], pools: readonly DeployedPool[]): RuleResult[] {
  const { target, setting, who, has, leaves, part } = describe(balance.groups, pools);
  if ("unknown" in balance) return [{ verdict: "not-evaluated", target, reason: `${who}: ${balance.unknown}` }];
  const { staying, passing, supply } = balance;
  const demand = plus(staying, passing);
  const isFull = shortage(staying, supply) !== undefined;
  const lacking = shortage(isFull ? staying : demand, supply);
  const dimension = lacking ?? tightest(demand, supply);
  const [asked, more, there] = [staying, passing, supply].map((amount) => showAmount(dimension, amount));
  const evidence = [`at most ${asked} asked for, and ${more} during a release → ${who} ${leaves} ${there}`];
  if (!lacking) return [{ verdict: "compliant", target, evidence }];
  return [
    {
      verdict: "not-compliant",
      target,
      path: [...target, ...setting],
      key: `${isFull ? lacking : "release"}${part}`,
      message: isFull
        ? `${who} cannot hold what may run at once: ${asked} asked for, ${there} there at most`
        : `${who} ${has} no room for a release: ${more} beside ${asked}, and ${there} there at most`,
      expected: `at most ${there}`,
      actual: showAmount(dimension, isFull ? staying : demand),
      evidence,
    },
  ];
}

interface Described {
  readonly target: SpecPath;
  readonly setting: SpecPath;
  readonly who: string;
  readonly has: string;
  readonly leaves: string;
  /** Tells these groups from others of the same target. */
  readonly part: string;
}

/** A pool with all its groups, a part of one, all pools, or some. */
function describe(groups: readonly NodeGroup[], pools: readonly DeployedPool[]): Described {
  const here = pools.filter(({ name }) => groups.some(({ pool }) => pool === name));
  const isWhole = here.flatMap((pool) => pool.groups ?? []).length === groups.length;
  const names = (isWhole ? here : groups).map(({ name }) => name).join(", ");
  const [only, ...others] = here;
  if (only && others.length === 0) {
    const pool = { target: only.origin, setting: ["size", "max"] };
    if (isWhole) return { ...pool, who: `pool "${only.name}"`, has: "has", leaves: "at its largest leaves", part: "" };
    return { ...pool, who: `node groups ${names} of pool "${only.name}"`, ...together, part: `:${names}` };
  }
  const cluster = { target: ["cluster"], setting: ["nodePools"], ...together };
  if (isWhole && here.length === pools.length) return { ...cluster, who: "the pools together", part: "" };
  return { ...cluster, who: `the ${isWhole ? "pools" : "node groups"} ${names} together`, part: `:${names}` };
}

const together = { has: "have", leaves: "at their largest leave" };
