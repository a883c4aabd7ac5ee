import { findInstanceType } from "../catalogue/instance-types.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { NodePool, ResolvedSpec, Service } from "../model/model.ts";
import { hasGpus } from "../model/node-pool.ts";
import { placementOf } from "../model/placement.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Pods that ask for a GPU can have one. Whether there are enough for all of them is a policy's question. */
export const checkPlacement: DraftCheck = ({ spec }) =>
  Object.entries(spec.services).flatMap(([name, service]) => checkGpu(spec, name, service));

function checkGpu(spec: ResolvedSpec, name: string, service: Service): readonly SpecProblem[] {
  const { nodePool, resources } = service;
  if (resources.gpu === undefined) return [];
  const path = ["services", name, "resources", "gpu"];
  const named = nodePool === undefined ? undefined : spec.cluster.nodePools[nodePool];
  if (named && !hasGpus(named))
    return [
      conflict(
        path,
        `the service "${name}" asks for a GPU, and its node pool "${nodePool}" has none`,
        'name another pool with "nodePool", or give this one instances with NVIDIA GPUs, such as g5.xlarge',
      ),
    ];
  if (!Object.values(spec.cluster.nodePools).some(hasGpus))
    return [
      conflict(
        path,
        `the service "${name}" asks for a GPU, and no node pool has any`,
        "add a pool of instances with NVIDIA GPUs, such as g5.xlarge",
      ),
    ];
  const pools = placementOf(spec, service).pools.map(([, pool]) => pool);
  if (pools.length === 0 && nodePool === undefined)
    return [
      conflict(
        path,
        `the service "${name}" asks for a GPU, and every pool that has some keeps its pods away by other taints`,
        'name one of them with "nodePool"',
      ),
    ];
  return checkCount(resources.gpu, path, pools);
}

/** A pod cannot take GPUs of two nodes. Nothing is said where an instance type is not known. */
function checkCount(asked: number, path: SpecPath, pools: readonly NodePool[]): readonly SpecProblem[] {
  const counts = pools.flatMap(({ instances }) => instances.map((instance) => findInstanceType(instance)?.gpus));
  const most = Math.max(...counts.map((count) => count ?? Number.POSITIVE_INFINITY));
  if (counts.length === 0 || asked <= most) return [];
  return [
    {
      code: "out-of-range",
      path,
      message: `a pod asks for ${asked} GPUs, and no node that it may run on has more than ${most}`,
      help: `write at most ${most}, or choose larger instances`,
    },
  ];
}
