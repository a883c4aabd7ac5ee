import type { SpecPath } from "../../schema/finding.ts";
import { isOpen } from "../../schema/model/node-pool.ts";
import { eksBestPractice } from "../anchors.ts";
import { type Capacity, noCapacity, nodeCapacity, plus, shortage, showAmount } from "../facts/capacity.ts";
import { type PlacedPods, placedPods } from "../facts/placed-pods.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Everything that may run at once fits on the nodes that there may be, and every pod fits on one of them. */
export const nodeCapacityFits = defineRule({
  id: "node-capacity-fits",
  title: "The node pools can hold what may run on them",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "model",
  rationale:
    "An autoscaler that may ask for more pods than the pools can ever hold leaves the last of them pending, on the busiest day. A pod that is larger than a node is never scheduled at all.",
  remediation:
    "Raise the pool's `size.max` or choose larger instances, or lower the service's `scale.max` or `resources`.",
  anchors: [
    eksBestPractice("Cluster Autoscaler", "cas"),
    {
      control: "EC2 network interface limits",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  // Per node: aws-node and kube-proxy, and room for one agent more. Per cluster: coredns and the add-ons' controllers.
  parameters: {
    daemonMillicores: 200,
    daemonMemory: 128,
    daemonPods: 3,
    systemMillicores: 700,
    systemMemory: 1024,
    systemPods: 10,
  },
  check({ model, parameters }) {
    const { cluster } = model.spec;
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
    const unknown: RuleResult[] = [];
    const pools: Pool[] = [];
    for (const [name, pool] of Object.entries(cluster.nodePools)) {
      const node = nodeCapacity(pool, daemons);
      const target = ["cluster", "nodePools", name];
      if ("unknownType" in node)
        unknown.push({
          verdict: "not-evaluated",
          target,
          reason: `nothing is known of the instance type "${node.unknownType}"`,
        });
      else pools.push({ name, node, total: plus(noCapacity, node, pool.size.max) });
    }
    const placed = placedPods(model.spec);
    const open = Object.entries(cluster.nodePools).flatMap(([name, pool]) => (isOpen(pool) ? [name] : []));
    return [
      ...unknown,
      ...placed.flatMap((each) => judgePod(each, pools)),
      ...distinct(placed.map(({ places }) => places)).flatMap((places) =>
        judgePools(places, pools, placed, contains(places, open) ? system : noCapacity),
      ),
    ];
  },
});

interface Pool {
  readonly name: string;
  /** What one node leaves to services. */
  readonly node: Capacity;
  /** What all nodes together do, when there are as many as there may be. */
  readonly total: Capacity;
}

function judgePod({ target, pod: demand, places }: PlacedPods, pools: readonly Pool[]): RuleResult[] {
  const name = String(target[1]);
  const candidates = pools.filter((pool) => places.includes(pool.name));
  const fitting = candidates.find(({ node }) => shortage(demand, node) === undefined);
  if (fitting)
    return [{ verdict: "compliant", target, evidence: [`one pod of ${name} → fits a node of ${fitting.name}`] }];
  const [first] = candidates;
  // It may fit a node of which nothing is known; without any place it is the architecture that does not match.
  if (!first || candidates.length < places.length) return [];
  const lacking = shortage(demand, first.node) ?? "millicores";
  return [
    {
      verdict: "not-compliant",
      target,
      path: [...target, "resources", settings[lacking]],
      key: "pod",
      message: `one pod of ${target[0] === "stores" ? "store" : "service"} "${name}" asks for ${showAmount(lacking, demand)}, more than any node that it may run on`,
      expected: `at most ${showAmount(lacking, first.node)}`,
      actual: showAmount(lacking, demand),
      evidence: candidates.map(({ name: pool, node }) => `node of ${pool} → ${showAmount(lacking, node)}`),
    },
  ];
}

/** The setting of a service that asks for each dimension; a pod is always one pod. */
const settings = { millicores: "cpu", memory: "memory", pods: "cpu", gpus: "gpu" } as const;

/** Pools that pods share hold all pods that can go nowhere else. Nothing is said where a pool's nodes are not known. */
function judgePools(
  places: readonly string[],
  pools: readonly Pool[],
  placed: readonly PlacedPods[],
  system: Capacity,
): RuleResult[] {
  const here = pools.filter(({ name }) => places.includes(name));
  const [first] = here;
  if (!first || here.length < places.length) return [];
  const demand = placed
    .filter((each) => each.places.length > 0 && contains(places, each.places))
    .reduce((sum, { all }) => plus(sum, all), system);
  const supply = here.reduce((sum, { total }) => plus(sum, total), noCapacity);
  if (here.length === 1)
    return [compare(["cluster", "nodePools", first.name], ["size", "max"], demand, supply, `pool "${first.name}"`)];
  const name = here.length === pools.length ? "the pools together" : `the pools ${places.join(", ")} together`;
  return [compare(["cluster"], ["nodePools"], demand, supply, name)];
}

function contains(places: readonly string[], others: readonly string[]): boolean {
  return others.every((place) => places.includes(place));
}

function distinct(lists: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(lists.map((list) => [list.join(), list])).values()];
}

function compare(target: SpecPath, setting: SpecPath, demand: Capacity, supply: Capacity, name: string): RuleResult {
  const lacking = shortage(demand, supply);
  const dimension = lacking ?? "millicores";
  const [asked, there] = [showAmount(dimension, demand), showAmount(dimension, supply)];
  const evidence = [`at most ${asked} asked for → ${name} at its largest leaves ${there}`];
  if (!lacking) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    path: [...target, ...setting],
    key: lacking,
    message: `${name} cannot hold what may run at once: ${asked} asked for, ${there} there at most`,
    expected: `at most ${there}`,
    actual: asked,
    evidence,
  };
}
