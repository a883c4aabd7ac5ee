import { parseBytes, parseDuration } from "../catalogue/quantity.ts";
import type { SpecProblem } from "../finding.ts";
import { shapeOf } from "../stores/registry.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** Stores that AWS runs for the system have subnets to stand in, and are within what AWS offers. */
export const checkManagedStores: DraftCheck = (draft) =>
  Object.entries<SpecStore>(draft.spec.stores).flatMap(([name, store]) => [
    ...checkSubnets(draft, name, store),
    ...checkStorage(name, store),
    ...checkBackups(name, store),
    ...checkLifecycle(name, store),
    ...checkVersion(name, store),
    ...checkIdentifier(draft, name, store),
  ]);

/** A subnet group has subnets in two zones at least, even for an instance in one. */
function checkSubnets({ spec }: Draft, name: string, store: SpecStore): readonly SpecProblem[] {
  if (!shapeOf(store)?.inDataTier) return [];
  const tier = spec.network.tiers.data;
  if (!tier)
    return [
      conflict(
        ["stores", name, "engine"],
        `the store "${name}" stands in the tier "data", which the network does not have`,
        'add "data: {}" to "network.tiers", beside the tiers that it has (public and private when it names none)',
      ),
    ];
  if (tier.zones.length >= 2) return [];
  return [
    conflict(
      ["network", "tiers", "data", "zones"],
      `the store "${name}" needs subnets in two zones, and the tier "data" is in ${tier.zones.join(", ")} only`,
      'add a zone to "network.tiers.data.zones"',
    ),
  ];
}

/** What AWS calls what runs a store with backups. */
const awsNames: { readonly [Engine in SpecStore["engine"]]?: string } = { elasticache: "ElastiCache", rds: "RDS" };

const gibibyte = 2 ** 30;

/** gp3 volumes. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
function checkStorage(name: string, store: SpecStore): readonly SpecProblem[] {
  const { engine, storage } = store;
  if (engine !== "rds" || !shapeOf(store)) return [];
  const size = storage === undefined ? undefined : parseBytes(storage) / gibibyte;
  if (size === undefined || (Number.isInteger(size) && size >= 20 && size <= 65536)) return [];
  return [
    {
      code: "out-of-range",
      path: ["stores", name, "storage"],
      message: `"${storage}" is no size of storage that RDS has`,
      help: "write whole Gi, from 20Gi to 64Ti",
    },
  ];
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
 */
function checkBackups(name: string, { engine, backups }: SpecStore): readonly SpecProblem[] {
  const aws = awsNames[engine];
  if (aws === undefined) return [];
  if (backups?.schedule !== undefined)
    return [
      conflict(
        ["stores", name, "backups", "schedule"],
        `${aws} chooses when the backups of "${name}" are made`,
        'remove "schedule"',
      ),
    ];
  const days = backups === undefined ? undefined : parseDuration(backups.retention) / 86400;
  if (days === undefined || (Number.isInteger(days) && days <= 35)) return [];
  return [
    {
      code: "out-of-range",
      path: ["stores", name, "backups", "retention"],
      message: `${aws} cannot keep backups for "${backups?.retention}"`,
      help: "write whole days, from 1d to 35d",
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
function checkLifecycle(name: string, { lifecycle = { previous: "1d" } }: SpecStore): readonly SpecProblem[] {
  const path = ["stores", name, "lifecycle"];
  const { glacier, expire } = lifecycle;
  const days = (duration: string): number => parseDuration(duration) / 86400;
  const parts = Object.entries(lifecycle).filter(([, duration]) => duration && !Number.isInteger(days(duration)));
  const problems: SpecProblem[] = parts.map(([key, duration]) => ({
    code: "wrong-value",
    path: [...path, key],
    message: `S3 counts days, and "${duration}" is no whole number of them`,
    help: 'write days, for example "30d"',
  }));
  if (glacier && expire && days(expire) <= days(glacier))
    problems.push(
      conflict(
        [...path, "expire"],
        `objects of "${name}" would be deleted after ${expire}, before they move to Glacier after ${glacier}`,
        'make "expire" longer than "glacier", or remove one of the two',
      ),
    );
  return problems;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html */
function checkVersion(name: string, { engine, version }: SpecStore): readonly SpecProblem[] {
  if (engine !== "rds" || version === undefined || Number.parseInt(version, 10) >= 10) return [];
  return [
    {
      code: "wrong-value",
      path: ["stores", name, "version"],
      message: `"${version}" is no version of PostgreSQL that RDS has`,
      help: 'write, for example, "17", or "17.4" with the minor version',
    },
  ];
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.html (DB instance identifier)
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
 */
function checkIdentifier({ name: stem }: Draft, name: string, store: SpecStore): readonly SpecProblem[] {
  const aws = awsNames[store.engine];
  if (aws === undefined || !`${stem}-${name}`.includes("--")) return [];
  const problem = conflict(
    ["stores", name],
    `the store "${name}" makes the identifier "${stem}-${name}", and ${aws} takes no two hyphens in a row`,
    "rename the store, or the system",
  );
  return [{ ...problem, atKey: true }];
}
