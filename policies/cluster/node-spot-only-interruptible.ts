import type { NodePool, ResolvedSpec } from "../../schema/model/model.ts";
import { placementOf } from "../../schema/model/placement.ts";
import { eksBestPractice, securityHub } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What runs on spot instances can be interrupted, and there are several kinds of them to be had. */
export const nodeSpotOnlyInterruptible = defineRule({
  id: "node-spot-only-interruptible",
  title: "Spot pools have several instance types, for services that may be interrupted",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "model",
  rationale:
    "AWS takes a spot instance back at two minutes' notice, and all of one type at about the same time. With several types there is nearly always one to be had.",
  remediation:
    "Give the pool three instance types of like size. Say `interruptible: true` of the services that bear it, and keep the others away by a taint or `nodePool`.",
  anchors: [securityHub("AutoScaling.6"), eksBestPractice("Compute and autoscaling: spot", "cost-opt-compute")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { minimumTypes: 3 },
  check({ model, parameters }) {
    const spot = Object.entries(model.spec.cluster.nodePools).filter(([, { capacity }]) => capacity === "spot");
    if (spot.length === 0) return [];
    return [
      ...spot.map(([name, pool]) => judgeTypes(name, pool, parameters.minimumTypes)),
      ...judgeServices(model.spec, new Set(spot.map(([name]) => name))),
    ];
  },
});

function judgeTypes(name: string, { instances }: NodePool, least: number): RuleResult {
  const target = ["cluster", "nodePools", name];
  const types = new Set(instances).size;
  const evidence = [`spot pool ${name} → ${setTo("instances", instances)}`];
  if (types >= least) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "instances"],
    key: "types",
    message: `spot pool "${name}" has ${types === 1 ? "one instance type" : `${types} instance types`}`,
    expected: `at least ${least} instance types`,
    actual: String(types),
    evidence,
  };
}

function judgeServices(spec: ResolvedSpec, spot: ReadonlySet<string>): RuleResult[] {
  return Object.entries(spec.services).flatMap(([name, service]): RuleResult[] => {
    const pool = placementOf(spec, service).pools.find(([place]) => spot.has(place))?.[0];
    if (pool === undefined) return [];
    const target = ["services", name];
    const evidence = [`service ${name} → spot pool ${pool} → ${setTo("interruptible", service.interruptible)}`];
    if (service.interruptible) return [{ verdict: "compliant", target, evidence }];
    return [
      {
        verdict: "not-compliant",
        target,
        key: `pool:${pool}`,
        message: `service "${name}" may run on the spot instances of pool "${pool}" and is not said to be interruptible`,
        expected: "interruptible: true, or pools on demand only",
        actual: "not interruptible",
        evidence,
      },
    ];
  });
}
