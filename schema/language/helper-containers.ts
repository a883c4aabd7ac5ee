import * as z from "zod";
import { image } from "./image.ts";
import { key } from "./key.ts";
import { probes } from "./probe.ts";
import { resources } from "./resources.ts";
import { name, port, urlPath, variableName } from "./text.ts";

const initContainer = z.strictObject({
  image: key(image, "What runs.", { external: "docker.io/library/busybox", tag: "1.37.0" }),
  command: key(z.array(z.string()).optional(), "The container's entry point, when the image's own is not meant.", [
    "fetch-assets",
  ]),
  args: key(z.array(z.string()).optional(), "The arguments to the entry point.", ["--all"]),
  env: key(z.record(variableName, z.string()).default({}), "Plain environment variables. Never a secret value.", {
    LOG_LEVEL: "info",
  }),
  variables: key(
    z.array(variableName).default([]),
    "Those of the service's variables, from `env`, `secrets` and `uses`, that the container gets too.",
    ["DATABASE_URL"],
  ),
  mounts: key(
    z.record(name, urlPath).default({}),
    "Those of the service's `volumes` that the container has, and where; `data` is the volume of a stateful service.",
    { cache: "/var/cache/app" },
  ),
  resources: key(resources, "What the container asks for, and the most it may take.", { cpu: "50m", memory: "64Mi" }),
});

/** `init` of a service: what ends before its container starts. */
export const init = z.record(name, initContainer).default({});

/** `sidecars` of a service: what runs beside its container. */
export const sidecars = z
  .record(
    name,
    initContainer.extend({
      port: key(port.optional(), "The port that the container listens on.", 9113),
      probes: key(probes, "How Kubernetes asks whether the sidecar is well.", { readiness: { path: "/ready" } }),
    }),
  )
  .default({});
