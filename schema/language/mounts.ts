import * as z from "zod";
import { key } from "./key.ts";
import { bytes, filePath, name, urlPath } from "./text.ts";

/** `files` of a service, by their paths. */
export const files = z.record(filePath, z.string()).default({});

/** `volumes` of a service: space for what need not outlive a pod. */
export const volumes = z
  .record(
    name,
    z.strictObject({
      mountPath: key(urlPath, "Where it is in the container.", "/var/cache/app"),
      size: key(bytes, "How much it holds: a pod that writes more is evicted.", "1Gi"),
      memory: key(
        z.boolean().default(false),
        "Whether it is in memory instead of on the node's disk. What is in it counts as the container's memory.",
        true,
      ),
    }),
  )
  .default({});
