import { parseBytes } from "../catalogue/quantity.ts";
import type { SpecProblem } from "../finding.ts";
import type { ResolvedSpec } from "../model/model.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Stores that run in the cluster have an image, a volume that there can be, and a password that their users know. */
export const checkInClusterStores: DraftCheck = ({ spec, says }) =>
  Object.entries<SpecStore>(spec.stores)
    .filter(([, { engine }]) => engine === "in-cluster")
    .flatMap(([name, store]) => [
      ...checkImage(name, store),
      ...checkVolume(name, store),
      ...checkUsers(spec, name, store),
      ...checkShards(name, store, says(["stores", name, "replicas"])),
      ...checkNodes(spec, name, store),
      ...checkBucketName(name, store),
    ]);

function checkImage(name: string, { image }: SpecStore): readonly SpecProblem[] {
  if (image?.tag !== undefined || image?.digest !== undefined) return [];
  return [
    {
      code: "missing-key",
      path: ["stores", name, "image", "tag"],
      message: `"tag" is missing in "stores.${name}.image", and there is no "digest" either`,
      help: "say which image runs, for example \"tag: '17.6'\"",
    },
  ];
}

const gibibyte = 2 ** 30;

/** https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
function checkVolume(name: string, { storage = "1Gi", storageClass }: SpecStore): readonly SpecProblem[] {
  const size = parseBytes(storage);
  if (storageClass !== undefined || (size >= gibibyte && size <= 16 * 1024 * gibibyte)) return [];
  return [
    {
      code: "out-of-range",
      path: ["stores", name, "storage"],
      message: `a gp3 volume has 1Gi to 16Ti, not "${storage}"`,
      help: 'write, for example, "20Gi"',
    },
  ];
}

/** A password that the cluster makes is a Kubernetes secret, which pods of one namespace can read. */
function checkUsers({ services }: ResolvedSpec, name: string, store: SpecStore): readonly SpecProblem[] {
  if (store.secret !== undefined) return [];
  return Object.entries(services)
    .filter(([, { uses, namespace }]) => Object.hasOwn(uses, name) && namespace !== store.namespace)
    .map(([service, { namespace }]) =>
      conflict(
        ["services", service, "uses", name],
        `the cluster makes the password of "${name}" in the namespace "${store.namespace}", where "${service}" of "${namespace}" cannot read it`,
        `put the two into one namespace, or give "stores.${name}" a "secret"`,
      ),
    );
}

/** https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/#requirements-to-create-a-redis-cluster */
function checkShards(
  name: string,
  { kind, shards = 1, replicas = 0 }: SpecStore,
  saysReplicas: boolean,
): readonly SpecProblem[] {
  if (kind !== "redis") return [];
  const path = ["stores", name];
  if (shards === 2)
    return [
      {
        code: "out-of-range",
        path: [...path, "shards"],
        message: `a Redis cluster needs three masters to agree which of them failed, and "${name}" has two shards`,
        help: "write 3 or more, or 1 for a Redis of one pod",
      },
    ];
  if (shards > 1 || !saysReplicas || replicas === 0) return [];
  return [
    conflict(
      [...path, "replicas"],
      `"${name}" has one shard: nothing would make a replica take over when the only pod fails`,
      'remove "replicas", or write "shards: 3" or more',
    ),
  ];
}

/** No two pods of a Redis cluster share a node, so that a node takes one of them away. */
function checkNodes({ cluster }: ResolvedSpec, name: string, store: SpecStore): readonly SpecProblem[] {
  const { kind, shards = 1, replicas = 0, nodePool } = store;
  const pods = shards * (1 + replicas);
  const pools = Object.entries(cluster.nodePools).filter(([pool, { taints }]) =>
    nodePool === undefined ? taints.every(({ effect }) => effect === "PreferNoSchedule") : pool === nodePool,
  );
  const grows = cluster.addons["cluster-autoscaler"] !== undefined;
  const nodes = pools.reduce((sum, [, { size }]) => sum + (grows ? size.max : size.desired), 0);
  if (kind !== "redis" || shards < 3 || pools.length === 0 || pods <= nodes) return [];
  return [
    conflict(
      ["stores", name, "shards"],
      `"${name}" has ${pods} pods, each on a node of its own, and there are ${nodes} nodes for them`,
      'give the node pool more nodes ("size.desired", or "size.max" with cluster-autoscaler), or have fewer shards or replicas',
    ),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucketName(name: string, { kind }: SpecStore): readonly SpecProblem[] {
  if (kind !== "bucket" || name.length >= 3) return [];
  return [
    {
      code: "bad-name",
      path: ["stores", name],
      atKey: true,
      message: `the store "${name}" makes a bucket of that name, and a bucket's name has at least three characters`,
      help: "choose a longer name",
    },
  ];
}
