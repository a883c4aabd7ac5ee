import { amiType } from "../catalogue/ami-type.ts";
import { familyOf } from "../catalogue/instance-family.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { NodePool } from "../model/model.ts";
import { isOpen } from "../model/node-pool.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** Node pools can be made and reach a subnet, and somebody can administer the cluster. */
export const checkCluster: DraftCheck = (draft) => {
  const { nodePools } = draft.spec.cluster;
  const problems = Object.entries(nodePools).flatMap(([name, pool]) => checkNodePool(draft, name, pool));
  if (Object.keys(nodePools).length === 0)
    problems.push(
      conflict(["cluster", "nodePools"], "the cluster has no node pool, so that nothing could run", "add a node pool"),
    );
  else if (!Object.values(nodePools).some((pool) => isOpen(pool) && pool.size.desired > 0))
    problems.push(
      conflict(
        ["cluster", "nodePools"],
        "no node would take the cluster's own pods, such as CoreDNS: every pool has taints or starts without nodes",
        "add a pool without taints that starts with a node or two",
      ),
    );
  return [...problems, ...checkAccess(draft)];
};

function checkNodePool({ spec }: Draft, name: string, pool: NodePool): readonly SpecProblem[] {
  const path = ["cluster", "nodePools", name];
  const problems = [
    ...checkSize(pool, [...path, "size"]),
    ...checkTaints(pool, [...path, "taints"]),
    ...checkInstances(name, pool),
    ...checkZones(pool, spec.network.tiers[pool.tier]?.zones ?? [], [...path, "size", "max"]),
  ];
  if (!spec.network.tiers[pool.tier])
    problems.push({
      code: "unknown-reference",
      path: [...path, "tier"],
      message: `the node pool "${name}" is in the tier "${pool.tier}", which the network does not have`,
      help: `add "${pool.tier}" to "network.tiers", or choose another tier`,
    });
  return problems;
}

/** A node group has one machine image, so its instance types are of one architecture, with GPUs or without. */
function checkInstances(name: string, { instances }: NodePool): SpecProblem[] {
  const unusable = instances.flatMap((instance, index) => checkFamily(name, instance, index));
  const [first = ""] = instances;
  if (unusable.length > 0) return unusable;
  return instances.flatMap((instance, index) =>
    amiType(instance) === amiType(first)
      ? []
      : [
          conflict(
            ["cluster", "nodePools", name, "instances", index],
            `"${instance}" needs the machine image ${amiType(instance)}, and "${first}" needs ${amiType(first)}`,
            "give each kind of instance a node pool of its own",
          ),
        ],
  );
}

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
const instanceSize = /^(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

function checkFamily(pool: string, instance: string, index: number): SpecProblem[] {
  const size = instance.slice(instance.indexOf(".") + 1);
  if (!instanceSize.test(size))
    return [
      conflict(
        ["cluster", "nodePools", pool, "instances", index],
        `EC2 has no instance of the size "${size}", as in "${instance}"`,
        "write one such as large, 2xlarge or metal",
      ),
    ];
  const family = familyOf(instance);
  if (!("problem" in family)) return [];
  return [
    conflict(
      ["cluster", "nodePools", pool, "instances", index],
      `EKS has no machine image for "${instance}": ${family.problem}`,
      "choose another family, such as m7i, m7g (arm64) or g5 (GPUs)",
    ),
  ];
}

function checkSize({ size: { min, desired, max } }: NodePool, path: SpecPath): SpecProblem[] {
  if (min > max)
    return [
      outOfRange([...path, "min"], `the fewest nodes are ${min}, more than the most, ${max}`, `write at most ${max}`),
    ];
  if (desired < min || desired > max)
    return [
      outOfRange(
        [...path, "desired"],
        `the pool starts with ${desired} nodes, and has ${min} to ${max}`,
        `write a number from ${min} to ${max}`,
      ),
    ];
  return [];
}

/** EKS gives a node group at least one node at most. */
function checkZones({ perZone, size: { max } }: NodePool, zones: readonly string[], path: SpecPath): SpecProblem[] {
  if (!perZone || max >= zones.length) return [];
  return [
    outOfRange(
      path,
      `each of ${zones.length} zones has a node group of its own, and ${max} nodes are too few for all`,
      `write at least ${zones.length}`,
    ),
  ];
}

function outOfRange(path: SpecPath, message: string, help: string): SpecProblem {
  return { code: "out-of-range", path, message, help };
}

/** EKS refuses two taints of the same key and effect. */
function checkTaints({ taints }: NodePool, path: SpecPath): SpecProblem[] {
  const ids = taints.map(({ key, effect }) => `${key}:${effect}`);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [conflict([...path, index], `the taint "${id}" is here twice`, "keep one of the two")],
  );
}

function checkAccess({ spec }: Draft): readonly SpecProblem[] {
  const entries = Object.entries(spec.cluster.access);
  const problems = entries.flatMap(([name, { role, principal }]) =>
    (role === undefined) === (principal === undefined)
      ? [
          conflict(
            ["cluster", "access", name],
            `the access entry "${name}" has ${role === undefined ? "neither" : "both"} "role" ${role === undefined ? "nor" : "and"} "principal"`,
            'give it "role" for a role of this account, or "principal" for an ARN',
          ),
        ]
      : [],
  );
  const administered = entries.some(([, entry]) => entry.policy === "cluster-admin" && entry.namespaces.length === 0);
  if (!administered)
    problems.push(
      conflict(
        ["cluster", "access"],
        "nobody could administer the cluster: no access entry has cluster-admin for all of it",
        'add one, for example "platform: { role: platform-admin, policy: cluster-admin }"',
      ),
    );
  return problems;
}
