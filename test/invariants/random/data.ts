import fc from "fast-check";
import { choice, maybe, named, type Part, part, pick, type SeedOf, when } from "./choose.ts";

const storeSeed = fc.record({
  type: choice,
  size: fc.integer({ min: 20, max: 200 }),
  days: fc.integer({ min: 1, max: 35 }),
  options: fc.array(maybe, { minLength: 6, maxLength: 6 }),
});
const queueSeed = fc.record({
  visibility: choice,
  retention: choice,
  fifo: maybe,
  noDeadLetter: maybe,
  after: fc.integer({ min: 1, max: 100 }),
});

/** What random secrets, stores and queues are made from. */
export const dataSeed = fc.record({
  secrets: fc.array(fc.record({ ownName: maybe, description: maybe }), { maxLength: 3 }),
  stores: fc.array(storeSeed, { maxLength: 4 }),
  queues: fc.array(queueSeed, { maxLength: 3 }),
  external: fc.array(fc.record({ port: maybe, cidrs: maybe }), { maxLength: 2 }),
});

type DataSeed = SeedOf<typeof dataSeed>;

/** What services can use, and what that asks of the rest. */
export interface RandomData {
  readonly secrets: Part;
  readonly stores: Readonly<Record<string, Part>>;
  readonly queues: Part;
  readonly external: Part;
  /** Whether something stands in the tier `data`. */
  readonly needsDataTier: boolean;
}

/** Stores with the keys of their engine, and a secret for each that needs one. */
export function buildData({ secrets, stores, queues, external }: DataSeed): RandomData {
  const built = stores.map(buildStore);
  const logins = Object.fromEntries(built.flatMap(({ secret }) => (secret === undefined ? [] : [[secret, {}]])));
  const own = secrets.map(({ ownName, description }, index) =>
    part({ name: when(ownName, `team/secret-${index}`), description: when(description, "What an interface asks for") }),
  );
  return {
    secrets: { ...named("secret", own), ...logins },
    stores: named(
      "store",
      built.map(({ store }) => store),
    ),
    queues: named("queue", queues.map(buildQueue)),
    external: named(
      "host",
      external.map(({ port, cidrs }) =>
        part({ host: "api.example.com", port: when(port, 8443), cidrs: when(cidrs, ["198.51.100.0/24"]) }),
      ),
    ),
    needsDataTier: built.some(({ store }) => ["elasticache", "rds"].includes(String(store["engine"]))),
  };
}

type BuildStore = (
  seed: DataSeed["stores"][number],
  index: number,
) => { readonly store: Part; readonly secret?: string };

const storeBuilders: readonly BuildStore[] = [
  (seed, index) => ({
    store: part({
      kind: "postgres",
      engine: "external",
      host: "db.example.com",
      port: when(has(seed, 0), 6432),
      cidrs: when(has(seed, 1), ["198.51.100.10/32"]),
      secret: `login-${index}`,
      variable: `DATABASE_${index}_URL`,
    }),
    secret: `login-${index}`,
  }),
  (seed) => ({
    store: part({
      kind: "postgres",
      engine: "rds",
      instance: has(seed, 0) ? "db.m7g.large" : "db.t4g.medium",
      storage: when(has(seed, 1), `${seed.size}Gi`),
      version: when(has(seed, 2), "17.4"),
      multiAz: when(has(seed, 3), false),
      backups: when(has(seed, 4), { retention: `${seed.days}d` }),
      deletionProtection: when(has(seed, 5), false),
    }),
  }),
  (seed) => ({
    store: part({
      kind: "bucket",
      engine: "s3",
      lifecycle: when(
        has(seed, 0),
        part({
          glacier: when(has(seed, 1), `${seed.days}d`),
          expire: when(has(seed, 2), `${seed.days + 60}d`),
          previous: when(has(seed, 3), "7d"),
        }),
      ),
    }),
  }),
  (seed) => ({
    store: part({
      kind: "redis",
      engine: "elasticache",
      nodeType: has(seed, 0) ? "cache.m7g.large" : "cache.t4g.small",
      shards: when(has(seed, 1), 3),
      replicas: when(has(seed, 2), 2),
      multiAz: when(has(seed, 3), false),
      backups: when(has(seed, 4), { retention: `${seed.days}d` }),
      deletionProtection: when(has(seed, 5), false),
    }),
  }),
  // A password that is in Secrets Manager: one that the cluster makes is for one namespace only.
  (seed, index) => ({
    store: part({
      kind: pick(["postgres", "redis", "bucket"], seed.days),
      engine: "in-cluster",
      secret: `login-${index}`,
      namespace: when(has(seed, 0), "stores"),
      storage: when(has(seed, 1), `${seed.size}Gi`),
      resources: when(has(seed, 2), { cpu: "500m", memory: "1Gi" }),
    }),
    secret: `login-${index}`,
  }),
];

const buildStore: BuildStore = (seed, index) => pick(storeBuilders, seed.type)(seed, index);

function has({ options }: DataSeed["stores"][number], option: number): boolean {
  return options[option] === true;
}

function buildQueue({ visibility, retention, fifo, noDeadLetter, after }: DataSeed["queues"][number]): Part {
  return {
    visibilityTimeout: pick(["30s", "5m", "12h"], visibility),
    retention: pick(["60s", "4d", "14d"], retention),
    fifo,
    deadLetter: noDeadLetter ? { enabled: false } : { after },
  };
}
