import * as z from "zod";
import { init, sidecars } from "./helper-containers.ts";
import { image } from "./image.ts";
import { integer, key, text } from "./key.ts";
import { files, volumes } from "./mounts.ts";
import { probes } from "./probe.ts";
import { losesName, renamedFrom } from "./rename.ts";
import { resources } from "./resources.ts";
import { stateful } from "./stateful.ts";
import { duration, labelKey, name, port, schedule, urlPath, variableName } from "./text.ts";

const migrations = z.strictObject({
  command: key(z.array(z.string()).min(1), "The command that migrates the database, run in the service's image.", [
    "alembic",
    "upgrade",
    "head",
  ]),
  timeout: key(duration.default("10m"), "After how long the rollout is given up.", "10m"),
  retries: key(integer(0, 10).default(2), "How often a failed migration is tried again.", 2),
});

const gpu = key(
  integer(1, 16).optional(),
  "How many NVIDIA GPUs one pod has to itself. Such pods run only in pools that have some.",
  1,
);

/** One of `services`: a container image, how many of it, what it needs and what it may reach. */
export const service = z.strictObject({
  renamedFrom: renamedFrom(losesName),
  image: key(image, "What runs.", { repository: "fastapi-app", tag: "1.4.2" }),
  namespace: key(name.optional(), "The Kubernetes namespace. The cluster's `namespace` when absent.", "payments"),
  port: key(port.optional(), "The port that the container listens on. None for a worker or a job.", 8000),
  command: key(z.array(z.string()).optional(), "The container's entry point, when the image's own is not meant.", [
    "python",
    "-m",
    "app",
  ]),
  args: key(z.array(z.string()).optional(), "The arguments to the entry point.", ["--workers", "2"]),
  env: key(z.record(variableName, z.string()).default({}), "Plain environment variables. Never a secret value.", {
    LOG_LEVEL: "info",
  }),
  secrets: key(
    z
      .record(
        variableName,
        z.strictObject({
          secret: key(name, "The secret, one of `secrets`.", "stripe"),
          property: key(
            text(
              /^[A-Za-z0-9_.-]{1,128}$/,
              "a key of a secret's JSON",
              "letters, digits, dots, hyphens and underscores",
            ).optional(),
            "The key inside the secret's JSON. The whole text when absent.",
            "apiKey",
          ),
        }),
      )
      .default({}),
    "Environment variables delivered from Secrets Manager.",
    { STRIPE_KEY: { secret: "stripe", property: "apiKey" } },
  ),
  schedule: key(
    schedule.optional(),
    "When the service runs, in UTC: it starts by this schedule, ends by itself, and never runs twice at once.",
    "0 3 * * *",
  ),
  run: key(
    z.enum(["once", "on-demand"]).optional(),
    "`once` for a job that runs to its end when it is deployed, and again whenever anything of it changes; `on-demand` for one that other services start, by `run` in their `uses`.",
    "once",
  ),
  timeout: key(
    duration.optional(),
    "After how long a job (`schedule` or `run`) is stopped, with all its retries. 1h when absent.",
    "30m",
  ),
  retries: key(
    integer(0, 10).optional(),
    "How often a failed job (`schedule` or `run`) is tried again. 2 when absent.",
    2,
  ),
  stateful: key(
    stateful.optional(),
    "For a service that keeps data: each pod has a name and a volume of its own, which outlives it.",
    { storage: "20Gi", mountPath: "/var/lib/postgresql/data" },
  ),
  init: key(
    init,
    "Containers that end before the service's own starts, one after the other in the order of their names. They have the service's user, its hardening and its files.",
    { assets: { image: { repository: "assets", tag: "1.0.0" }, mounts: { cache: "/assets" } } },
  ),
  sidecars: key(
    sidecars,
    "Containers that start before all others of the pod and end after them, with the service's user, its hardening and its files.",
    { exporter: { image: { external: "docker.io/nginx/nginx-prometheus-exporter", tag: "1.4.2" }, port: 9113 } },
  ),
  files: key(
    files,
    "Files that the containers can read, by their paths. A change replaces the pods. Never a secret value.",
    { "/etc/app/config.yaml": "workers: 2\n" },
  ),
  volumes: key(volumes, "Empty directories of a size, each pod its own, which go with the pod.", {
    cache: { mountPath: "/var/cache/app", size: "1Gi" },
  }),
  priority: key(
    z.enum(["high", "normal", "low"]).default("normal"),
    "Who goes first where nodes are full: pods of a high priority have others evicted to make room for them, those of a low one are the first to go and wait for room.",
    "high",
  ),
  replicas: key(
    integer(0, 1000).optional(),
    "A fixed number of pods. Either this or `scale`; 2 when neither, and 1 of a stateful service.",
    2,
  ),
  scale: key(
    z
      .strictObject({
        min: key(integer(1, 1000), "The fewest pods.", 2),
        max: key(integer(1, 1000), "The most pods.", 10),
        cpu: key(integer(1, 100).optional(), "The CPU use to aim for, in per cent of the request.", 70),
        memory: key(integer(1, 100).optional(), "The memory use to aim for, in per cent of the request.", 80),
      })
      .optional(),
    "A horizontal pod autoscaler.",
    { min: 2, max: 10, cpu: 70 },
  ),
  resources: key(resources.unwrap().extend({ gpu }).prefault({}), "What one pod asks for, and the most it may take.", {
    cpu: "250m",
    memory: "256Mi",
    limits: { memory: "512Mi" },
  }),
  probes: key(probes, "How Kubernetes asks whether the service is well.", {
    readiness: { path: "/ready" },
    liveness: { path: "/health" },
  }),
  metrics: key(
    z
      .strictObject({
        path: key(urlPath.default("/metrics"), "The path of the metrics.", "/metrics"),
        port: key(port.optional(), "The port of the metrics. The service's port when absent.", 9090),
      })
      .optional(),
    "Where Prometheus finds the service's metrics.",
    { path: "/metrics" },
  ),
  security: key(
    z
      .strictObject({
        runAsUser: key(integer(0, 65535).default(10001), "The user id of the container's process. 0 is root.", 10001),
        readOnlyRootFilesystem: key(
          z.boolean().default(true),
          "Whether the container's own files cannot be written.",
          true,
        ),
        addCapabilities: key(
          z
            .array(
              text(/^[A-Z_]+$/, "a Linux capability", "capital letters and underscores, without the CAP_ before them"),
            )
            .default([]),
          "Linux capabilities beyond none at all.",
          ["NET_BIND_SERVICE"],
        ),
        writablePaths: key(
          z.array(urlPath).default(["/tmp"]),
          "Directories that the process may write to, each an empty volume of the pod.",
          ["/tmp", "/var/cache/app"],
        ),
      })
      .prefault({}),
    "What the container may do to its node. The defaults meet the restricted Pod Security Standard.",
    { runAsUser: 10001 },
  ),
  nodePool: key(name.optional(), "The only node pool that the pods may run on.", "gpu"),
  interruptible: key(
    z.boolean().default(false),
    "Whether its pods may be stopped at two minutes' notice, as those on spot instances are.",
    true,
  ),
  labels: key(z.record(labelKey, z.string()).default({}), "Further labels of the pods.", { team: "payments" }),
  gracePeriod: key(duration.default("30s"), "How long the process has to finish after SIGTERM.", "30s"),
  disruption: key(
    z
      .strictObject({
        maxUnavailable: key(
          integer(0, 1000).default(1),
          "How many pods may be gone at once while nodes are replaced.",
          1,
        ),
      })
      .prefault({}),
    "The pod disruption budget of a service with two pods or more.",
    { maxUnavailable: 1 },
  ),
  migrations: key(migrations.optional(), "A job that must succeed before each rollout.", {
    command: ["alembic", "upgrade", "head"],
  }),
  identity: key(
    z.enum(["inherit", "irsa", "pod-identity", "none"]).default("inherit"),
    "How the pods get an AWS identity: in the way of the cluster where `uses` needs one and not at all otherwise (`inherit`), in one of the two ways in any case, or not at all. One that is said makes a role without permissions where `uses` needs none.",
    "pod-identity",
  ),
  uses: key(
    z
      .record(
        name,
        z.enum(["read", "write", "read-write", "send", "receive", "send-receive", "connect", "run", "exec"]),
      )
      .default({}),
    "What the service reaches: a store (read, write, read-write), a queue (send, receive, send-receive), a secret that it reads itself (read), a user pool (connect, read, write, read-write), another service or a host elsewhere (connect), or a service with `run: on-demand` (run starts Jobs of it, exec opens shells in them). Network policies, security groups, IAM and secrets come from here and from nowhere else.",
    { "app-db": "read-write", jobs: "send" },
  ),
});
