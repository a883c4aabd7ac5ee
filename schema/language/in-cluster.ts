import * as z from "zod";
import { image } from "./image.ts";
import { integer, key } from "./key.ts";
import { bytes, cpu, name } from "./text.ts";

/** The keys of a store that runs in the cluster, as pods with volumes; a Redis has shards and replicas wherever it runs. */
export const inClusterKeys = {
  image: key(
    z.strictObject({ external: image.shape.external, tag: image.shape.tag, digest: image.shape.digest }).optional(),
    "`in-cluster`: the image that runs, with its registry, built for every architecture that the nodes have. One that groundplan was tested with when absent.",
    { external: "public.ecr.aws/docker/library/postgres", tag: "17.6" },
  ),
  namespace: key(
    name.optional(),
    "`in-cluster`: the Kubernetes namespace. The cluster's `namespace` when absent.",
    "redis",
  ),
  nodePool: key(name.optional(), "`in-cluster`: the only node pool that the pods may run on.", "redis"),
  storageClass: key(
    name.optional(),
    "`in-cluster`: the Kubernetes storage class of the volumes. Encrypted gp3 volumes when absent.",
    "io2",
  ),
  resources: key(
    z
      .strictObject({
        cpu: key(cpu.optional(), "The CPU request.", "500m"),
        memory: key(bytes.optional(), "The memory request, which is also the limit.", "1Gi"),
      })
      .optional(),
    "`in-cluster`: what each pod asks for.",
    { cpu: "500m", memory: "1Gi" },
  ),
  shards: key(
    integer(1, 90).optional(),
    "`redis`: over how many masters the keys are divided; one when absent. More (`in-cluster`: three or more) make a Redis cluster, which clients must know of. `elasticache`: between one and more, a store is made anew.",
    3,
  ),
  replicas: key(
    integer(0, 5).optional(),
    "`redis`: how many copies each shard has beside its master. `in-cluster`: none when absent. `elasticache`: one when absent.",
    1,
  ),
};
