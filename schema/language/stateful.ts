import * as z from "zod";
import { key } from "./key.ts";
import { bytes, name, urlPath } from "./text.ts";

/** `stateful` of a service: the volume that each of its pods keeps. */
export const stateful = z.strictObject({
  storage: key(bytes, "How large the volume of each pod is. It cannot be changed here later.", "20Gi"),
  mountPath: key(
    urlPath,
    "Where the volume is. Some databases want a directory of their own below it, as Postgres by PGDATA.",
    "/var/lib/postgresql/data",
  ),
  storageClass: key(
    name.optional(),
    "The Kubernetes storage class of the volumes. Encrypted gp3 volumes when absent.",
    "io2",
  ),
});
