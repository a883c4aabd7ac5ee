import type { SpecPath } from "../../schema/finding.ts";
import type { Service } from "../../schema/model/model.ts";
import { eksBestPractice } from "../anchors.ts";
import {
  type Capacity,
  demandOfPod,
  mostPods,
  noCapacity,
  nodeCapacity,
  plus,
  shortage,
  showAmount,
} from "../facts/capacity.ts";
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
    const { services, cluster } = model.spec;
    const daemons = {
      millicores: parameters.daemonMillicores,
      memory: parameters.daemonMemory,
      pods: parameters.daemonPods,
    };
    const system = {
      millicores: parameters.systemMillicores,
      memory: parameters.systemMemory,
      pods: parameters.systemPods,
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
      else pools.push({ name, node, total: plus(noCapacity, node, pool.size.max), isOpen: isOpen(pool.taints) });
    }
    // With one pool unknown nothing can be said of what is not bound to another.
    const all = Object.entries(services);
    const single = all.flatMap(([name, service]) => judgePod(name, service, pools, unknown.length > 0));
    const open = pools.filter((pool) => pool.isOpen);
    // A single open pool is judged with all that shares it.
    const pinned = pools.filter((pool) => !pool.isOpen || open.length > 1).flatMap((pool) => judgePinned(pool, all));
    const shared = unknown.length === 0 ? judgeShared(open, all, system) : [];
    return [...unknown, ...single, ...pinned, ...shared];
  },
});

interface Pool {
  readonly name: string;
  /** What one node leaves to services. */
  readonly node: Capacity;
  /** What all nodes together do, when there are as many as there may be. */
  readonly total: Capacity;
  /** Whether pods come here that no service bound to it. */
  readonly isOpen: boolean;
}

type Services = readonly (readonly [string, Service])[];

function isOpen(taints: readonly { readonly effect: string }[]): boolean {
  return taints.every(({ effect }) => effect === "PreferNoSchedule");
}

function judgePod(name: string, service: Service, pools: readonly Pool[], isPartial: boolean): RuleResult[] {
  const target = ["services", name];
  const demand = demandOfPod(service);
  const candidates = pools.filter((pool) => (service.nodePool ? pool.name === service.nodePool : pool.isOpen));
  const fitting = candidates.find(({ node }) => shortage(demand, node) === undefined);
  if (fitting)
    return [{ verdict: "compliant", target, evidence: [`one pod of ${name} → fits a node of ${fitting.name}`] }];
  const [first] = candidates;
  if (!first || isPartial) return isPartial ? [] : [noPool(name)];
  const lacking = shortage(demand, first.node) ?? "millicores";
  return [
    {
      verdict: "not-compliant",
      target,
      path: [...target, "resources", lacking === "memory" ? "memory" : "cpu"],
      key: "pod",
      message: `one pod of service "${name}" asks for ${showAmount(lacking, demand)}, more than any node that it may run on`,
      expected: `at most ${showAmount(lacking, first.node)}`,
      actual: showAmount(lacking, demand),
      evidence: candidates.map(({ name: pool, node }) => `node of ${pool} → ${showAmount(lacking, node)}`),
    },
  ];
}

function noPool(name: string): RuleResult {
  return {
    verdict: "not-compliant",
    target: ["services", name],
    key: "no-pool",
    message: `no node pool takes the pods of service "${name}"`,
    expected: "a pool without taints, or `nodePool`",
    actual: "none",
  };
}

function judgePinned(pool: Pool, services: Services): RuleResult[] {
  const bound = services.filter(([, service]) => service.nodePool === pool.name);
  if (bound.length === 0) return [];
  return [
    compare(["cluster", "nodePools", pool.name], ["size", "max"], demandOf(bound), pool.total, `pool "${pool.name}"`),
  ];
}

/** What is bound to no pool shares the open pools with what is bound to them, and with the system's own pods. */
function judgeShared(open: readonly Pool[], services: Services, system: Capacity): RuleResult[] {
  const names = new Set(open.map(({ name }) => name));
  const here = services.filter(([, { nodePool }]) => nodePool === undefined || names.has(nodePool));
  if (open.length === 0 || here.length === 0) return [];
  const supply = open.reduce((sum, { total }) => plus(sum, total), noCapacity);
  const [only] = open.length === 1 ? open : [];
  const place = only
    ? { target: ["cluster", "nodePools", only.name], setting: ["size", "max"] }
    : { target: ["cluster"], setting: ["nodePools"] };
  const name = only ? `pool "${only.name}"` : "the pools together";
  return [compare(place.target, place.setting, plus(demandOf(here), system), supply, name)];
}

function demandOf(services: Services): Capacity {
  return services.reduce((sum, [, service]) => plus(sum, demandOfPod(service), mostPods(service)), noCapacity);
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
