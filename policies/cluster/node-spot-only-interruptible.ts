import type { Service } from "../../schema/model/model.ts";
import { eksBestPractice, securityHub } from "../anchors.ts";
import { namesOf, setTo } from "../facts/evidence.ts";
import { type Guest, judgeGuests, type PlacedPods } from "../facts/guests.ts";
import type { NodeVerdict } from "../facts/judge-nodes.ts";
import { judgePools, type NodeGroup } from "../facts/node-pools.ts";
import { defineRule } from "../rule.ts";

/** What runs on spot instances can be interrupted, and there are several kinds of them to be had. */
export const nodeSpotOnlyInterruptible = defineRule({
  id: "node-spot-only-interruptible",
  title: "Spot pools have several instance types, for services that may be interrupted",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "AWS takes a spot instance back at two minutes' notice, and all of one type at about the same time. With several types there is nearly always one to be had.",
  remediation:
    "Give the pool three instance types of like size. Say `interruptible: true` of the services that bear it, and keep the others, and every store, away by a taint or `nodePool`.",
  anchors: [securityHub("AutoScaling.6"), eksBestPractice("Compute and autoscaling: spot", "cost-opt-compute")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { minimumTypes: 3 },
  check({ model, facts, parameters }) {
    const { nodePools, guests } = facts;
    if (nodePools.every(({ groups }) => groups && !groups.some(isSpot))) return [];
    return [
      ...judgePools(nodePools, (groups, { name }) => judgeTypes(name, groups.filter(isSpot), parameters.minimumTypes)),
      ...judgeGuests(guests, (pods, guest) =>
        judgePods(pods, guest, guest.type === "service" ? model.spec.services[guest.name] : undefined),
      ),
    ];
  },
});

function isSpot({ capacity }: NodeGroup): boolean {
  return capacity === "spot";
}

/** Each group launches its own types: the one that has the fewest counts. */
function judgeTypes(name: string, groups: readonly NodeGroup[], least: number): NodeVerdict | undefined {
  const [fewest] = groups
    .map(({ instances }) => [...new Set(instances)])
    .sort((one, other) => one.length - other.length);
  if (!fewest) return undefined;
  const seen = setTo("instances", fewest);
  if (fewest.length >= least) return { proof: seen };
  return [
    {
      setting: ["instances"],
      key: "types",
      message: `spot pool "${name}" has ${fewest.length === 1 ? "one instance type" : `${fewest.length} instance types`}`,
      expected: `at least ${least} instance types`,
      actual: String(fewest.length),
      seen,
    },
  ];
}

/** What keeps data in the cluster bears no interruption, and no key says that it does. */
function judgePods({ places }: PlacedPods, { type, name, perhaps }: Guest, service?: Service): NodeVerdict | undefined {
  const pool = places.find(isSpot)?.pool;
  if (pool === undefined) {
    if (perhaps.length === 0) return undefined;
    return { unknown: `whether it comes to spot instances of the pool ${namesOf(perhaps)} is known only at apply` };
  }
  const seen = `spot pool ${pool} → ${service ? setTo("interruptible", service.interruptible) : "keeps data"}`;
  if (service?.interruptible) return { proof: seen };
  return [
    {
      setting: ["nodePool"],
      key: `pool:${pool}`,
      message: `${type} "${name}" may run on the spot instances of pool "${pool}" and ${service ? "is not said to be interruptible" : "keeps data"}`,
      expected: service ? "interruptible: true, or pools on demand only" : "pools on demand only",
      actual: service ? "not interruptible" : "a store",
      seen,
    },
  ];
}
