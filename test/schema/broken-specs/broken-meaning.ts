import type { BrokenSpec } from "./broken-spec.ts";

const references: readonly BrokenSpec[] = [
  {
    name: "unknown region",
    find: "  eu-west-1:\n",
    replace: "  eu-west-9:\n",
    code: "unknown-reference",
    help: '"eu-west-',
  },
  {
    name: "unknown store",
    find: "orders-db: read-write",
    replace: "order-db: read-write",
    code: "unknown-reference",
    help: '"orders-db"',
  },
  {
    name: "unknown queue",
    find: "      orders: receive",
    replace: "      order: receive",
    code: "unknown-reference",
    help: '"orders"',
  },
  {
    name: "unknown service",
    find: "cache: connect",
    replace: "cahce: connect",
    code: "unknown-reference",
    help: '"cache"',
  },
  {
    name: "something unlike anything",
    find: "cache: connect",
    replace: "elasticsearch: connect",
    code: "unknown-reference",
    help: "choose one of",
  },
  {
    name: "unknown secret of a service",
    find: "        secret: stripe",
    replace: "        secret: strip",
    code: "unknown-reference",
    help: '"stripe"',
  },
  {
    name: "unknown secret of a store",
    find: "    secret: database-url",
    replace: "    secret: databse-url",
    code: "unknown-reference",
    help: '"database-url"',
  },
  {
    name: "route to an unknown service",
    find: "443: api",
    replace: "443: apis",
    code: "unknown-reference",
    help: '"api"',
  },
  {
    name: "unknown node pool",
    find: "    nodePool: batch",
    replace: "    nodePool: batches",
    code: "unknown-reference",
    help: '"batch"',
  },
  {
    name: "node pool in a tier that is not there",
    find: "          tier: public",
    replace: "          tier: private",
    code: "unknown-reference",
    environment: "dev",
  },
  {
    name: "tier in a zone of no network",
    find: "    data:\n      zones: [a, b]\n  nat",
    replace: "    data:\n      zones: [a, d]\n  nat",
    code: "unknown-reference",
  },
  {
    name: "range for a zone without a subnet",
    find: "        b: 10.20.241.0/24\n",
    replace: "        b: 10.20.241.0/24\n        f: 10.20.242.0/24\n",
    code: "zone-unknown",
  },
  {
    name: "overlay of an unknown pool",
    find: "        nodePool: null",
    replace: "        nodePool: batch",
    code: "unknown-reference",
    environment: "dev",
  },
];

const cidrs: readonly BrokenSpec[] = [
  { name: "octet beyond 255", find: "cidr: 10.20.0.0/16", replace: "cidr: 10.256.0.0/16", code: "cidr-invalid" },
  {
    name: "octet with a leading zero",
    find: "cidr: 10.20.0.0/16",
    replace: "cidr: 010.20.0.0/16",
    code: "cidr-invalid",
  },
  { name: "prefix beyond 32", find: "- 203.0.113.0/24", replace: "- 203.0.113.0/33", code: "cidr-invalid" },
  {
    name: "address inside a network",
    find: "cidr: 10.20.0.0/16",
    replace: "cidr: 10.20.1.0/16",
    code: "cidr-invalid",
    help: '"10.20.0.0/16"',
  },
  {
    name: "subnet that is no network",
    find: "a: 10.20.240.0/24",
    replace: "a: 10.20.240.1/24",
    code: "cidr-invalid",
    help: '"10.20.240.0/24"',
  },
  {
    name: "address of a store that is no network",
    find: "[198.51.100.10/32]",
    replace: "[198.51.100.10/24]",
    code: "cidr-invalid",
    help: '"198.51.100.0/24"',
  },
  { name: "VPC too large", find: "cidr: 10.20.0.0/16", replace: "cidr: 10.0.0.0/8", code: "cidr-size" },
  { name: "VPC too small", find: "cidr: 10.20.0.0/16", replace: "cidr: 10.20.240.0/25", code: "cidr-size" },
  {
    name: "VPC too small to compute the data tier",
    find: "cidr: 10.20.0.0/16",
    replace: "cidr: 10.20.240.0/23",
    code: "cidr-size",
    help: "/22",
  },
  { name: "subnet too small", find: "a: 10.20.240.0/24", replace: "a: 10.20.240.0/29", code: "cidr-size" },
  { name: "subnet outside the VPC", find: "a: 10.20.240.0/24", replace: "a: 10.21.240.0/24", code: "cidr-outside" },
  {
    name: "VPC moved away from its subnets",
    find: "        a: 10.20.240.0/24\n        b: 10.20.241.0/24",
    replace: "        a: 10.99.240.0/24\n        b: 10.99.241.0/24",
    code: "cidr-outside",
  },
  { name: "two equal subnets", find: "b: 10.20.241.0/24", replace: "b: 10.20.240.0/24", code: "cidr-overlap" },
  { name: "subnet inside another", find: "b: 10.20.241.0/24", replace: "b: 10.20.240.128/25", code: "cidr-overlap" },
  {
    name: "subnet over a computed one",
    find: "a: 10.20.240.0/24",
    replace: "a: 10.20.0.0/24",
    code: "cidr-overlap",
    help: "network.tiers.private.cidrs.a",
  },
];

const zones: readonly BrokenSpec[] = [
  {
    name: "zone that the region does not have",
    find: "  zones: [a, b, c]\n  tiers",
    replace: "  zones: [a, b, d]\n  tiers",
    code: "zone-unknown",
    help: "a, b, c",
  },
  {
    name: "zone of another region",
    find: "  zones: [a, b, c]\n  tiers",
    replace: "  zones: [eu-west-1a, eu-west-1b, eu-central-1c]\n  tiers",
    code: "zone-unknown",
  },
  {
    name: "tier in a zone of another region",
    find: "    data:\n      zones: [a, b]\n",
    replace: "    data:\n      zones: [us-east-1a, b]\n",
    code: "zone-unknown",
  },
  {
    name: "range for a zone of another region",
    find: "        b: 10.20.241.0/24",
    replace: "        us-east-1b: 10.20.241.0/24",
    code: "zone-unknown",
  },
  {
    name: "zone twice",
    find: "  zones: [a, b, c]\n  tiers",
    replace: "  zones: [a, b, c, eu-west-1c]\n  tiers",
    code: "conflict",
  },
  {
    name: "two ranges for a zone",
    find: "        b: 10.20.241.0/24",
    replace: "        b: 10.20.241.0/24\n        eu-west-1b: 10.20.242.0/24",
    code: "conflict",
  },
];

const sizes: readonly BrokenSpec[] = [
  {
    name: "more fewest than most nodes",
    find: "size: { min: 0, max: 4 }",
    replace: "size: { min: 5, max: 4 }",
    code: "out-of-range",
  },
  { name: "starting with too many nodes", find: "desired: 3", replace: "desired: 7", code: "out-of-range" },
  { name: "starting with too few nodes", find: "desired: 3", replace: "desired: 1", code: "out-of-range" },
  {
    name: "more fewest than most pods",
    find: "      min: 2\n      max: 10",
    replace: "      min: 20\n      max: 10",
    code: "out-of-range",
  },
  {
    name: "more fewest than most pods in an overlay",
    find: "scale: { min: 1, max: 2 }",
    replace: "scale: { min: 3, max: 2 }",
    code: "out-of-range",
    environment: "dev",
  },
  {
    name: "CPU limit below the request",
    find: "        cpu: 500m",
    replace: "        cpu: 200m",
    code: "out-of-range",
  },
  {
    name: "CPU limit below the request in another unit",
    find: "        cpu: 500m",
    replace: '        cpu: "0.2"',
    code: "out-of-range",
  },
  {
    name: "memory limit below the request",
    find: "        memory: 512Mi",
    replace: "        memory: 262143Ki",
    code: "out-of-range",
  },
  { name: "messages kept too long", find: "    retention: 7d", replace: "    retention: 15d", code: "out-of-range" },
  { name: "messages kept too short", find: "    retention: 7d", replace: "    retention: 30s", code: "out-of-range" },
  {
    name: "messages hidden too long",
    find: "visibilityTimeout: 2m",
    replace: "visibilityTimeout: 13h",
    code: "out-of-range",
  },
];

const conflicts: readonly BrokenSpec[] = [
  {
    name: "instance types of two architectures in a pool",
    find: "instances: [c7i.xlarge]",
    replace: "instances: [c7i.xlarge, c7g.xlarge]",
    code: "conflict",
    help: "node pool of its own",
  },
  {
    name: "route to two services",
    find: "      443: api\nwaivers",
    replace: "      443: api\n      8443: cache\nwaivers",
    code: "conflict",
    help: "route of its own",
  },
  {
    name: "second region",
    find: "    primary: true\n",
    replace: "    primary: true\n  eu-central-1:\n    cidr: 10.21.0.0/16\n",
    code: "unsupported",
  },
  { name: "the only region is not primary", find: "primary: true", replace: "primary: false", code: "conflict" },
  { name: "private nodes without a way out", find: "nat: single", replace: "nat: none", code: "conflict" },
  {
    name: "gateway in a zone without a public subnet",
    find: "      autoPublicIp: false\n    private:\n      zones: [a, b, c]\n    data:\n      zones: [a, b]\n  nat: single",
    replace:
      "      zones: [a, b]\n    private:\n      zones: [a, b, c]\n    data:\n      zones: [a, b]\n  nat: per-zone",
    code: "conflict",
  },
  {
    name: "cluster in one zone",
    find: "  zones: [a, b, c]\n  tiers:\n    public:\n      cidrs:\n        a: 10.20.240.0/24\n        b: 10.20.241.0/24\n      autoPublicIp: false\n    private:\n      zones: [a, b, c]\n    data:\n      zones: [a, b]\n",
    replace: "  zones: [a]\n  tiers: { public: {}, private: {} }\n",
    code: "conflict",
  },
  {
    name: "no public tier for the route and the gateways",
    find: "    public:\n      cidrs:\n        a: 10.20.240.0/24\n        b: 10.20.241.0/24\n      autoPublicIp: false\n    private:\n      zones: [a, b, c]\n    data:\n      zones: [a, b]\n  nat: single",
    replace: "    private:\n      zones: [a, b, c]\n  nat: single",
    code: "conflict",
  },
  {
    name: "nobody administers the cluster",
    find: "    platform:\n      role: platform-admin\n      policy: cluster-admin",
    replace: "    platform:\n      role: platform-admin\n      policy: admin",
    code: "conflict",
  },
  {
    name: "access of neither role nor principal",
    find: "      principal: arn:aws:iam::444455556666:role/support\n      policy: view",
    replace: "      policy: view",
    code: "conflict",
  },
  {
    name: "access of both role and principal",
    find: "      principal: arn:aws:iam::444455556666:role/support\n",
    replace: "      principal: arn:aws:iam::444455556666:role/support\n      role: support\n",
    code: "conflict",
  },
  {
    name: "taint twice",
    find: "          effect: NoSchedule\n",
    replace: "          effect: NoSchedule\n        - { key: dedicated, value: other }\n",
    code: "conflict",
  },
  {
    name: "no node pools",
    find: "  nodePools:\n    general:\n      instances: [m7i.large, m6i.large]\n      size:\n        min: 2\n        desired: 3\n        max: 6\n      tier: private\n      capacity: on-demand\n      disk: 40Gi\n      labels:\n        workload: general\n      taints: []\n      policies: [AmazonSSMManagedInstanceCore]\n    batch:\n      instances: [c7i.xlarge]\n      size: { min: 0, max: 4 }\n      capacity: spot\n      taints:\n        - key: dedicated\n          value: batch\n          effect: NoSchedule\n",
    replace: "  nodePools: {}\n",
    code: "conflict",
  },
  {
    name: "image from here and from elsewhere",
    find: "      repository: shop/worker\n",
    replace: "      repository: shop/worker\n      external: ghcr.io/shop/worker\n",
    code: "conflict",
  },
  {
    name: "image from nowhere",
    find: "    image:\n      repository: shop/worker\n      digest: sha256",
    replace: "    image:\n      digest: sha256",
    code: "conflict",
  },
  {
    name: "replicas and scale",
    find: "    scale:\n      min: 2",
    replace: "    replicas: 2\n    scale:\n      min: 2",
    code: "conflict",
  },
  {
    name: "variable from two places",
    find: "      LOG_LEVEL: info",
    replace: "      STRIPE_KEY: sk_test",
    code: "conflict",
  },
  {
    name: "variable of a store set by hand",
    find: "      LOG_LEVEL: info",
    replace: "      LOG_LEVEL: info\n      DATABASE_URL: postgres",
    code: "conflict",
  },
  {
    name: "sending to a store",
    find: "orders-db: read-write",
    replace: "orders-db: send",
    code: "conflict",
    help: '"read"',
  },
  {
    name: "reading a queue",
    find: "      orders: receive",
    replace: "      orders: read",
    code: "conflict",
    help: '"receive"',
  },
  { name: "reading a service", find: "cache: connect", replace: "cache: read", code: "conflict", help: '"connect"' },
  { name: "a service that uses itself", find: "cache: connect", replace: "api: connect", code: "conflict" },
  {
    name: "connecting to a service without a port",
    find: "cache: connect",
    replace: "worker: connect",
    code: "conflict",
  },
  { name: "listening for a service without a port", find: "443: api", replace: "443: worker", code: "conflict" },
  {
    name: "route that listens nowhere",
    find: "    listen:\n      443: api\n",
    replace: "    listen: {}\n",
    code: "conflict",
  },
  {
    name: "certificate of another region",
    find: "arn:aws:acm:eu-west-1:",
    replace: "arn:aws:acm:us-east-1:",
    code: "conflict",
  },
  { name: "certificate that is none", find: "arn:aws:acm:eu-west-1:", replace: "arn:aws:iam::", code: "conflict" },
  {
    name: "bucket without S3",
    find: "kind: s3\n  bucket: example-terraform-state",
    replace: "kind: local\n  bucket: example-terraform-state",
    code: "conflict",
  },
  {
    name: "two secrets of a name",
    find: "  stripe: {}",
    replace: "  stripe: { name: shop/database-url }",
    code: "conflict",
  },
  {
    name: "queue named like a store",
    find: "  emails: {}",
    replace: "  emails: {}\n  orders-db: {}",
    code: "conflict",
  },
  {
    name: "service named like a queue",
    find: "  cache:\n    image:",
    replace: "  emails:\n    image:",
    code: "conflict",
  },
];

const workloads: readonly BrokenSpec[] = [
  ...[
    "port: 80",
    "replicas: 1",
    "scale: { min: 1, max: 2, cpu: 70 }",
    "probes: { liveness: { path: /health, port: 80 } }",
    "metrics: { port: 9090 }",
    "stateful: { storage: 1Gi, mountPath: /data }",
    "disruption: { maxUnavailable: 1 }",
    "migrations: { command: [migrate] }",
  ].map((line) => ({
    name: `job with ${line.split(":")[0]}`,
    find: "    retries: 0",
    replace: `    ${line}`,
    code: "conflict" as const,
    help: "remove",
  })),
  {
    name: "job by a schedule and once",
    find: "    run: once",
    replace: '    run: once\n    schedule: "@daily"',
    code: "conflict",
    help: "keep one",
  },
  {
    name: "timeout of a service that runs for ever",
    find: "    replicas: 3",
    replace: "    replicas: 3\n    timeout: 1h",
    code: "conflict",
    help: "run: once",
  },
  {
    name: "route to a job",
    find: "443: api",
    replace: "443: cleanup",
    code: "conflict",
    help: "is a job",
  },
];

const volumes: readonly BrokenSpec[] = [
  {
    name: "stateful service with an autoscaler",
    find: "    port: 9200",
    replace: "    port: 9200\n    scale: { min: 1, max: 2, cpu: 70 }",
    code: "conflict",
    help: "replicas",
  },
  {
    name: "volume where the pod writes anyway",
    find: "      mountPath: /usr/share/opensearch/data",
    replace: "      mountPath: /tmp",
    code: "conflict",
    help: "keep one",
  },
  {
    name: "volume too small for gp3",
    find: "      storage: 50Gi\n      mountPath: /usr/share/opensearch/data\n      storageClass: io2",
    replace: "      storage: 50Mi\n      mountPath: /usr/share/opensearch/data",
    code: "out-of-range",
    help: "20Gi",
  },
];

const names: readonly BrokenSpec[] = [
  {
    name: "node pool too long for EKS",
    find: "    batch:\n      instances",
    replace: "    batch-jobs-that-nobody-is-waiting-for:\n      instances",
    code: "name-too-long",
  },
];

const overlays: readonly BrokenSpec[] = [
  {
    name: "overlay that removes what must be there",
    find: "    profile: base",
    replace: "    owner: null",
    code: "missing-key",
    environment: "dev",
  },
  {
    name: "overlay that adds half a service",
    find: "    services:\n      api:\n        scale",
    replace: "    services:\n      mailer: { port: 80 }\n      api:\n        scale",
    code: "missing-key",
    environment: "dev",
  },
  {
    name: "overlay of a wrong range",
    find: "    profile: base",
    replace: "    regions: { eu-west-1: { cidr: 10.21.1.0/16 } }",
    code: "cidr-invalid",
    environment: "dev",
  },
];

/** Edits after which the parts of the spec do not fit together. */
export const brokenMeaning: readonly BrokenSpec[] = [
  ...references,
  ...cidrs,
  ...zones,
  ...sizes,
  ...conflicts,
  ...workloads,
  ...volumes,
  ...names,
  ...overlays,
];
