import * as z from "zod";
import { integer, key } from "./key.ts";
import { duration, port, urlPath } from "./text.ts";

const probe = z.strictObject({
  path: key(
    urlPath.optional(),
    "The path that answers 200 when all is well. Without it, and without `command`, it is enough that the port takes connections.",
    "/health",
  ),
  port: key(port.optional(), "The port to ask. The service's port when absent.", 8000),
  command: key(
    z.array(z.string()).min(1).optional(),
    "A command that ends with 0 when all is well, run in the container instead of asking a port.",
    ["redis-cli", "ping"],
  ),
  initialDelay: key(duration.optional(), "How long to wait after the container starts.", "30s"),
  period: key(duration.default("10s"), "How often to ask.", "10s"),
  timeout: key(duration.default("1s"), "How long to wait for an answer.", "1s"),
  failures: key(integer(1, 100).default(3), "How many failures in a row count.", 3),
});

/** `probes` of a container: each asks an HTTP path, a command, or, with neither, whether a port takes connections. */
export const probes = z
  .strictObject({
    readiness: key(probe.optional(), "Whether the pod takes traffic.", { path: "/ready" }),
    liveness: key(probe.optional(), "Whether the container is restarted.", { path: "/health" }),
    startup: key(probe.optional(), "Holds back the other two until it first succeeds.", { path: "/health" }),
  })
  .default({});
