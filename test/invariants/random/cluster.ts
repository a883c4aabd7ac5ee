import fc from "fast-check";
import { choice, maybe, named, type Part, part, pick, type SeedOf, some, when } from "./choose.ts";

const poolSeed = fc.record({
  family: choice,
  min: fc.nat({ max: 5 }),
  more: fc.nat({ max: 5 }),
  desired: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  tier: choice,
  spot: maybe,
  disk: choice,
  labels: maybe,
  taints: fc.nat({ max: 3 }),
  policies: maybe,
});

/** What a random cluster is made from. */
export const clusterSeed = fc.record({
  ownName: maybe,
  ownNamespace: maybe,
  version: choice,
  logs: fc.nat({ max: 31 }),
  retention: choice,
  publicCidrs: fc.nat({ max: 2 }),
  encryptSecrets: maybe,
  access: fc.array(fc.record({ principal: maybe, policy: choice, namespaces: maybe }), { maxLength: 3 }),
  podIdentity: maybe,
  pools: fc.array(poolSeed, { minLength: 1, maxLength: 4 }),
  addons: fc.nat({ max: 1023 }),
});

/** Each of one architecture, as a node group needs; those with GPUs last. */
const families: readonly (readonly string[])[] = [
  ["m7i.large"],
  ["t3.medium", "t3a.medium"],
  ["m7g.large"],
  ["c7i.xlarge", "c6i.xlarge"],
  ["r6g.large"],
  ["g4dn.xlarge"],
];
const plainFamilies = families.length - 1;
const versions = ["1.33", "1.34", "1.35"];
const logs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const retentions = ["1d", "30d", "90d", "400d"];
const taintEffects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const optionalAddons = [
  "aws-ebs-csi-driver",
  "aws-load-balancer-controller",
  "cluster-autoscaler",
  "container-insights",
  "coredns",
  "eks-pod-identity-agent",
  "external-secrets",
  "kube-proxy",
  "metrics-server",
  "vpc-cni",
];

/** An administrator, pools in tiers that exist, and every add-on that the rest needs. */
export function buildCluster(
  seed: SeedOf<typeof clusterSeed>,
  nodeTiers: readonly string[],
  neededAddons: readonly string[],
): Part {
  const addons = [...new Set([...neededAddons, ...some(optionalAddons, seed.addons)])];
  return part({
    name: when(seed.ownName, "own-name"),
    namespace: when(seed.ownNamespace, "factory-system"),
    version: pick(versions, seed.version),
    logs: some(logs, seed.logs),
    logRetention: pick(retentions, seed.retention),
    endpoint: { publicCidrs: ["203.0.113.0/24", "198.51.100.7/32"].slice(0, seed.publicCidrs) },
    encryptSecrets: seed.encryptSecrets,
    access: {
      platform: { role: "platform-admin", policy: "cluster-admin" },
      ...named("team", seed.access.map(accessEntry)),
    },
    identity: seed.podIdentity ? "pod-identity" : "irsa",
    nodePools: named(
      "pool",
      seed.pools.map((pool, index) => (index === 0 ? firstPool(pool, nodeTiers) : nodePool(pool, nodeTiers))),
    ),
    addons: Object.fromEntries(addons.map((name) => [name, {}])),
  });
}

type ClusterSeed = SeedOf<typeof clusterSeed>;

function accessEntry({ principal, policy, namespaces }: ClusterSeed["access"][number], index: number): Part {
  return part({
    ...(principal ? { principal: `arn:aws:iam::444455556666:role/team-${index}` } : { role: `team-${index}` }),
    policy: pick(["view", "edit", "admin"], policy),
    namespaces: when(namespaces, ["shop"]),
  });
}

/** Where the cluster's own pods run: nodes from the start, without taints. */
function firstPool(seed: ClusterSeed["pools"][number], nodeTiers: readonly string[]): Part {
  return nodePool({ ...seed, family: seed.family % plainFamilies, min: seed.min + 1, taints: 0 }, nodeTiers);
}

/** Whether a pool has GPUs; the first never has. */
export function hasGpus({ family }: ClusterSeed["pools"][number], index: number): boolean {
  return index > 0 && family % families.length >= plainFamilies;
}

function nodePool(seed: ClusterSeed["pools"][number], nodeTiers: readonly string[]): Part {
  const max = seed.min + seed.more + 1;
  return part({
    instances: pick(families, seed.family),
    size: part({
      min: seed.min,
      desired: seed.desired === undefined ? undefined : Math.min(max, seed.min + seed.desired),
      max,
    }),
    tier: pick(nodeTiers, seed.tier),
    capacity: seed.spot ? "spot" : "on-demand",
    disk: pick(["20Gi", "100Gi"], seed.disk),
    labels: when(seed.labels, { workload: "batch" }),
    taints: some(taintEffects, seed.taints).map((effect) => ({ key: "dedicated", value: "batch", effect })),
    policies: when(seed.policies, ["AmazonSSMManagedInstanceCore"]),
  });
}
