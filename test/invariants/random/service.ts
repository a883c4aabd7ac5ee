import fc from "fast-check";
import { choice, maybe, type Part, part, pick, type SeedOf, some, when } from "./choose.ts";

/** What a random service is made from. */
export const serviceSeed = fc.record({
  kind: choice,
  image: choice,
  namespace: choice,
  port: fc.integer({ min: 1, max: 65535 }),
  listens: maybe,
  command: maybe,
  env: maybe,
  secrets: fc.array(choice, { maxLength: 2 }),
  uses: fc.array(fc.record({ target: choice, verb: choice }), { maxLength: 4 }),
  amount: choice,
  pods: fc.integer({ min: 0, max: 6 }),
  resources: choice,
  probes: fc.nat({ max: 7 }),
  probe: choice,
  metrics: choice,
  security: choice,
  nodePool: fc.option(choice, { nil: undefined }),
  gpu: maybe,
  labels: maybe,
  migrations: maybe,
  identity: choice,
  storageClass: maybe,
});

type ServiceSeed = SeedOf<typeof serviceSeed>;

/** How a service runs. */
export const runs = ["Deployment", "StatefulSet", "CronJob", "Job", "JobTemplate"] as const;

/** The kind of workload that a service is. */
export function runOf({ kind }: Pick<ServiceSeed, "kind">): (typeof runs)[number] {
  return pick(runs, kind);
}

/** Whether other services and routes can lead to it. */
export function isListening(seed: ServiceSeed): boolean {
  return seed.listens && !isJob(seed);
}

function isJob(seed: ServiceSeed): boolean {
  return !["Deployment", "StatefulSet"].includes(runOf(seed));
}

/** What a service says of itself, without whatever it names elsewhere in the spec. */
export function buildService(seed: ServiceSeed, name: string): Part {
  return part({
    image: pick(images, seed.image)(name),
    namespace: pick([undefined, "default", "payments"], seed.namespace),
    port: when(isListening(seed), seed.port),
    command: when(seed.command, ["run", "--flag={{x}}", "${HOME}"]),
    env: when(seed.env, { LOG_LEVEL: "info", GREETING: 'it costs 5$ {{ .x }} ${y} %{z} "q"' }),
    security: pick(securities, seed.security),
    labels: when(seed.labels, { team: "orders" }),
    files: when(seed.gpu, { "/etc/app/config.yaml": 'greeting: "{{ .x }} ${y}"\n' }),
    volumes: when(seed.command, { cache: { mountPath: "/var/lib/cache", size: "1Gi" } }),
    ...(isJob(seed) ? buildJob(seed) : buildServing(seed)),
  });
}

const digest = `sha256:${"ab".repeat(32)}`;
const images: readonly ((name: string) => Part)[] = [
  (name) => ({ repository: `team/${name}`, tag: "1.4.2", platforms: ["linux/amd64", "linux/arm64"] }),
  () => ({ repository: "team/shared", tag: "1.4.2", digest }),
  (name) => ({ repository: name, digest, keep: 5, scan: false, immutable: false }),
  () => ({ external: "public.ecr.aws/docker/library/redis", tag: "7.4" }),
];
const resources: readonly (Part | undefined)[] = [
  undefined,
  { cpu: "250m", memory: "256Mi" },
  { cpu: "0.5", memory: "1Gi", limits: { cpu: "2", memory: "2Gi" } },
];
const securities: readonly (Part | undefined)[] = [
  undefined,
  { runAsUser: 0, readOnlyRootFilesystem: false, writablePaths: [] },
  { addCapabilities: ["NET_BIND_SERVICE"], writablePaths: ["/tmp", "/var/cache/app"] },
  { addCapabilities: ["SYS_PTRACE"] },
];

/** What a pod asks for; nothing is the language's own default. */
export function buildResources(chosen: number): Part | undefined {
  return pick(resources, chosen);
}

function buildJob(seed: ServiceSeed): Part {
  const schedule = pick(["0 3 * * *", "@hourly", "*/5 8-18 * * mon-fri"], seed.amount);
  return part({
    ...(runOf(seed) === "CronJob" ? { schedule } : { run: runOf(seed) === "Job" ? "once" : "on-demand" }),
    timeout: when(seed.labels, "45m"),
    retries: when(seed.migrations, seed.pods),
  });
}

function buildServing(seed: ServiceSeed): Part {
  const stateful = runOf(seed) === "StatefulSet";
  const amounts = [
    {},
    { replicas: seed.pods },
    { scale: { min: seed.pods + 1, max: seed.pods + 3, cpu: 70 } },
    { scale: { min: 1, max: 2, memory: 80 } },
  ];
  return part({
    ...pick(stateful ? amounts.slice(0, 2) : amounts, seed.amount),
    stateful: when(
      stateful,
      part({ storage: "20Gi", mountPath: "/data", storageClass: when(seed.storageClass, "io2") }),
    ),
    probes: Object.fromEntries(
      some(["readiness", "liveness", "startup"], seed.probes).map((kind) => [kind, buildProbe(seed)]),
    ),
    metrics: when(seed.listens, pick([undefined, {}, { path: "/stats", port: 9090 }], seed.metrics)),
    gracePeriod: when(seed.labels, "45s"),
    disruption: when(seed.labels, { maxUnavailable: 2 }),
    migrations: when(seed.migrations, { command: ["migrate", "up"], retries: seed.pods }),
  });
}

function buildProbe({ listens, probe }: ServiceSeed): Part {
  const common = { period: "5s", failures: 5 };
  const ofPort: readonly Part[] = [
    { path: "/health", ...common },
    { ...common },
    { path: "/health", port: 8081, initialDelay: "5s" },
  ];
  return pick([{ command: ["healthy"], ...common }, ...(listens ? ofPort : [])], probe);
}
