import type { BrokenSpec } from "./broken-spec.ts";

const images: readonly BrokenSpec[] = [
  {
    name: "repository with its registry",
    find: "      repository: shop/worker",
    replace: "      repository: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/worker",
    code: "conflict",
    help: "external",
  },
];

const probes: readonly BrokenSpec[] = [
  ...["path: /", "port: 9300"].map((line) => ({
    name: `probe with a command and a ${line.split(":")[0]}`,
    find: "command: [opensearch-health]",
    replace: `command: [opensearch-health], ${line}`,
    code: "conflict" as const,
    help: "asks no port",
  })),
  {
    name: "probe with an empty command",
    find: "command: [opensearch-health]",
    replace: "command: []",
    code: "out-of-range",
  },
];

const onDemand: readonly BrokenSpec[] = [
  {
    name: "connection to a service that runs on demand",
    find: "      import: exec",
    replace: "      import: connect",
    code: "conflict",
    help: '"run"',
  },
  ...["run", "exec"].map((verb) => ({
    name: `${verb} of a service that runs for ever`,
    find: "cache: connect",
    replace: `cache: ${verb}`,
    code: "conflict" as const,
    help: "run: on-demand",
  })),
  {
    name: "service that starts itself",
    find: "    run: on-demand",
    replace: "    run: on-demand\n    uses: { import: run }",
    code: "conflict",
    help: "remove",
  },
  {
    name: "port of a service that runs on demand",
    find: "    run: on-demand",
    replace: "    run: on-demand\n    port: 80",
    code: "conflict",
    help: "remove",
  },
  {
    name: "service on demand with a schedule",
    find: "    run: on-demand",
    replace: '    run: on-demand\n    schedule: "@daily"',
    code: "conflict",
    help: "keep one",
  },
  {
    name: "variable that the manifest's file has",
    find: "      LOG_LEVEL: info",
    replace: "      LOG_LEVEL: info\n      IMPORT_JOB_FILE: /tmp/job.yaml",
    code: "conflict",
  },
];

const dump = "dump: { mountPath: /data, size: 256Mi }";
const redisConf = "      /usr/local/etc/redis.conf: |";

const mounts: readonly BrokenSpec[] = [
  {
    name: "two volumes in one place",
    find: "mountPath: /run/redis",
    replace: "mountPath: /data/",
    code: "conflict",
    help: "keep one",
  },
  {
    name: "volume where the process may write anyway",
    find: dump,
    replace: "dump: { mountPath: /tmp, size: 256Mi }",
    code: "conflict",
  },
  {
    name: "volume among the manifests",
    find: dump,
    replace: "dump: { mountPath: /etc/groundplan/jobs, size: 256Mi }",
    code: "conflict",
  },
  { name: "volume without a size", find: dump, replace: "dump: { mountPath: /data }", code: "missing-key" },
  {
    name: "volume in memory as large as the container's",
    find: "size: 16Mi, memory: true",
    replace: "size: 128Mi, memory: true",
    code: "out-of-range",
    help: "limits.memory",
  },
  ...["/tmp/redis.conf", "/data/etc/redis.conf", "/run", "/etc/groundplan/redis.conf"].map((file) => ({
    name: `file at ${file}`,
    find: redisConf,
    replace: `      ${file}: |`,
    code: "conflict" as const,
    help: "move",
  })),
  ...["redis.conf", "./redis.conf", "/etc/../redis.conf", "/etc//redis.conf", "/etc/", "/etc/my file"].map((file) => ({
    name: `file at ${file}`,
    find: redisConf,
    replace: `      "${file}": |`,
    code: "bad-name" as const,
  })),
  {
    name: "files that are too large together",
    find: redisConf,
    replace: `      /etc/large: "${"x".repeat(1024 * 1024)}"\n${redisConf}`,
    code: "out-of-range",
    help: "bucket",
  },
];

const exporter = '        image: { repository: shop/exporter, tag: "1.62.0" }';

const helpers: readonly BrokenSpec[] = [
  {
    name: "sidecar without an image of either kind",
    find: exporter,
    replace: '        image: { tag: "1.62.0" }',
    code: "conflict",
    help: "external",
  },
  {
    name: "sidecar without a tag",
    find: exporter,
    replace: "        image: { repository: shop/exporter }",
    code: "missing-key",
  },
  {
    name: "sidecar on the service's port",
    find: "        port: 9121",
    replace: "        port: 6379",
    code: "conflict",
    help: "another port",
  },
  {
    name: "probe of a sidecar without a port",
    find: "{ path: /alive } }",
    replace:
      "{ path: /alive } }\n      other:\n        image: { repository: other, tag: 1.0.0 }\n        probes: { liveness: {} }",
    code: "missing-key",
  },
  {
    name: "probe of a sidecar by a path and a command",
    find: "probes: { readiness: { path: /scraped }, liveness",
    replace: "probes: { readiness: { path: /scraped, command: [ready] }, liveness",
    code: "conflict",
    help: "asks no port",
  },
  {
    name: "variable that the service does not have",
    find: "        variables: [CACHE_MODE]",
    replace: "        variables: [CACHE_MOD]",
    code: "unknown-reference",
    help: '"CACHE_MODE"',
  },
  {
    name: "variable of the service and of the sidecar itself",
    find: "        variables: [CACHE_MODE]",
    replace: "        variables: [REDIS_ADDR]",
    code: "conflict",
    help: "keep one",
  },
  {
    name: "volume that the service does not have",
    find: "        mounts: { dump: /load }",
    replace: "        mounts: { dumps: /load }",
    code: "unknown-reference",
    help: '"dump"',
  },
  {
    name: "volume over a file",
    find: "        mounts: { dump: /load }",
    replace: "        mounts: { dump: /usr/local/etc }",
    code: "conflict",
    help: "move",
  },
  {
    name: "limit of an init container below its request",
    find: "limits: { cpu: 100m, memory: 64Mi } }",
    replace: "limits: { cpu: 10m, memory: 64Mi } }",
    code: "out-of-range",
  },
  { name: "sidecar named like its service", find: "      exporter:", replace: "      cache:", code: "conflict" },
  { name: "sidecar named like an init container", find: "      exporter:", replace: "      load:", code: "conflict" },
  {
    name: "init container with a port",
    find: "        env: { FORMAT: rdb }",
    replace: "        port: 80",
    code: "unknown-key",
  },
];

/** Specs whose services contradict themselves or each other. */
export const brokenServices: readonly BrokenSpec[] = [...images, ...probes, ...onDemand, ...mounts, ...helpers];
