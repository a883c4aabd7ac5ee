import type { ResolvedSpec, Service } from "../../schema/model/model.ts";
import { architectureOf } from "../../schema/model/node-pool.ts";
import { architecturesOf, placementOf } from "../../schema/model/placement.ts";
import { eksBestPractice } from "../anchors.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No pod comes to a node whose processor its image is not built for. */
export const nodeArchMatches = defineRule({
  id: "node-arch-matches",
  title: "Images are built for the nodes that they may run on",
  group: "cluster",
  severity: "high",
  profile: "correctness",
  stage: "model",
  rationale:
    "Graviton nodes are arm64. An image without that platform is pulled there, starts, and ends at once with `exec format error`, for ever.",
  remediation:
    "Build the image for the node's platform and say so in `image.platforms`, or choose a pool of the other architecture with `nodePool`.",
  anchors: [
    eksBestPractice("Compute and autoscaling: cost optimization", "cost-opt-compute"),
    {
      control: "Kubernetes well-known label kubernetes.io/arch",
      url: "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch",
    },
  ],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ model }) {
    return Object.entries(model.spec.services).flatMap(([name, service]) => judge(model.spec, name, service));
  },
});

function judge(spec: ResolvedSpec, name: string, service: Service): RuleResult[] {
  const target = ["services", name];
  const built = architecturesOf(service.image);
  const { pools, architecture } = placementOf(spec, service);
  if (architecture && pools.length === 0)
    return [failure(name, "arch:none", `no node pool that takes its pods is ${architecture}`, `linux/${architecture}`)];
  const wrong = pools.filter(([, pool]) => !built.includes(architectureOf(pool)));
  if (wrong.length === 0) {
    const places = pools.map(([pool, { instances }]) => `pool ${pool} (${architectureOf({ instances })})`).join(", ");
    return [
      {
        verdict: "compliant",
        target,
        evidence: [`service ${name} → ${places || "no pool"} → image for ${built.join(", ")}`],
      },
    ];
  }
  return wrong.map(([pool, { instances }]) => {
    const needed = architectureOf({ instances });
    const reason = `the nodes of pool "${pool}" (${instances[0]}) are ${needed}`;
    return failure(name, `pool:${pool}`, reason, service.image.platforms.join(", "), `linux/${needed}`);
  });
}

function failure(name: string, key: string, reason: string, actual: string, expected = "a pool of it"): RuleResult {
  return {
    verdict: "not-compliant",
    target: ["services", name],
    path: ["services", name, "image", "platforms"],
    key,
    message: `the image of service "${name}" is not built for where its pods may run: ${reason}`,
    expected,
    actual,
    evidence: [`service ${name} → image for ${actual} → ${reason}`],
  };
}
