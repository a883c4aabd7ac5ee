import * as z from "zod";
import { inClusterKeys } from "./in-cluster.ts";
import { integer, key, text } from "./key.ts";
import { keepsName, renamedFrom } from "./rename.ts";
import { bytes, cidr, duration, hostName, name, port, schedule, variableName } from "./text.ts";

/** One of `stores`: a database that services use. */
export const store = z.strictObject({
  renamedFrom: renamedFrom(keepsName),
  kind: key(
    z.enum(["postgres", "redis", "bucket"]),
    "What it is: a PostgreSQL, a Redis, or a bucket of objects.",
    "postgres",
    "bucket",
  ),
  engine: key(
    z.enum(["elasticache", "external", "in-cluster", "rds", "s3"]),
    "Who runs it. `elasticache`: Amazon ElastiCache with Valkey, in the tier `data`; services log in with their AWS identity. `external`: somebody else does, and it is only reached. `in-cluster`: the cluster, beside the services, with volumes that outlive it. `rds`: Amazon RDS, in the tier `data`. `s3`: Amazon S3.",
    "external",
    "rds",
  ),
  host: key(hostName.optional(), "`external`: its host name.", "db.example.com"),
  port: key(
    port.optional(),
    "`elasticache`, `external` and `rds`: its port. 5432 of a PostgreSQL and 6379 of a Redis when absent.",
    5432,
  ),
  cidrs: key(
    z.array(cidr).optional(),
    "`external`: the addresses behind the host name, so that network policies can name them. Any public address when empty.",
    ["198.51.100.10/32"],
  ),
  secret: key(
    name.optional(),
    "One of `secrets`. `external`: its text is the connection URL. `in-cluster`: its text is the password, or for a bucket its JSON has `accessKey` and `secretKey`; when absent, the cluster makes a password that nobody knows, for services of the store's namespace.",
    "database-url",
  ),
  variable: key(
    variableName.optional(),
    "`external`: the environment variable that carries the connection URL in every service that uses the store. `DATABASE_URL` of a PostgreSQL and `REDIS_URL` of a Redis when absent.",
    "DATABASE_URL",
  ),
  instance: key(
    text(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, "an instance class", '"db.", the family, a dot and the size').optional(),
    "`rds`: the instance class.",
    "db.t4g.medium",
  ),
  nodeType: key(
    text(/^cache\.[a-z0-9-]+\.[a-z0-9]+$/, "a node type", '"cache.", the family, a dot and the size').optional(),
    "`elasticache`: the type of each node.",
    "cache.t4g.small",
  ),
  storage: key(
    bytes.optional(),
    "`rds` and `in-cluster`: the storage, in whole Gi; of Redis, of each pod. `20Gi` when absent.",
    "100Gi",
  ),
  version: key(
    text(/^\d{1,2}(\.\d{1,2})?$/, "a version", 'the major version ("17"), or with the minor ("17.4")').optional(),
    "`rds`: the version of PostgreSQL. AWS chooses and upgrades the minor version unless it is said. `17` when absent. `elasticache`: the major and minor version of Valkey, `8.2` when absent. Once AWS has upgraded the minor version, write that one here: going back is a new store.",
    "17",
  ),
  multiAz: key(
    z.boolean().optional(),
    "`elasticache` and `rds`: whether a standby in another zone takes over when the first fails. True when absent.",
    true,
  ),
  backups: key(
    z
      .strictObject({
        schedule: key(
          schedule.optional(),
          "`in-cluster`: when a backup is made, in UTC. At three in the morning when absent.",
          "0 3 * * *",
        ),
        retention: key(
          duration.default("14d"),
          "How long automatic backups are kept: with `elasticache` and `rds`, 1 to 35 days.",
          "14d",
        ),
      })
      .optional(),
    "Automatic backups. `elasticache` and `rds`: snapshots. `in-cluster`, of a PostgreSQL: dumps on a volume of their own. Kept for 14 days when absent.",
    { retention: "30d" },
  ),
  logRetention: key(
    duration.optional(),
    "`elasticache` and `rds`: how long its logs are kept, in days. `90d` when absent.",
    "90d",
  ),
  deletionProtection: key(
    z.boolean().optional(),
    "`rds`: whether AWS refuses to delete it. `elasticache`: whether Terraform does. True when absent.",
    true,
  ),
  lifecycle: key(
    z
      .strictObject({
        glacier: key(
          duration.optional(),
          "After how many days an object moves to S3 Glacier. Never when absent.",
          "90d",
        ),
        expire: key(duration.optional(), "After how many days an object is deleted. Never when absent.", "365d"),
        previous: key(
          duration.default("30d"),
          "After how many days a version that was replaced or deleted is gone for good.",
          "30d",
        ),
      })
      .optional(),
    "`s3`: how long objects are kept, in days.",
    { glacier: "90d", expire: "365d" },
  ),
  ...inClusterKeys,
});

/** One of `secrets`: a name in Secrets Manager. The value is put there by people, never by a spec. */
export const secret = z.strictObject({
  renamedFrom: renamedFrom(keepsName),
  name: key(
    text(
      /^[A-Za-z0-9/_+=.@-]{1,400}$/,
      "a name in Secrets Manager",
      "letters, digits and /_+=.@-, at most 400 characters",
    ).optional(),
    "The name in Secrets Manager. The system's name, a slash and the key when absent.",
    "fastapi-app/database-url",
  ),
  description: key(
    z.string().min(1).max(200).optional(),
    "What the secret is for.",
    "Connection URL of the application's database",
  ),
});

/** One of `queues`: an encrypted SQS queue. */
export const queue = z.strictObject({
  renamedFrom: renamedFrom(keepsName),
  visibilityTimeout: key(
    duration.default("30s"),
    "How long a received message is hidden from other receivers: at least the time it takes to process one.",
    "2m",
  ),
  retention: key(duration.default("4d"), "How long an unread message is kept, at most 14 days.", "4d"),
  fifo: key(z.boolean().default(false), "Whether messages keep their order and arrive once.", false),
  deadLetter: key(
    z
      .strictObject({
        enabled: key(
          z.boolean().default(true),
          "Whether there is one. Without it a message that cannot be processed comes back until `retention` ends it.",
          true,
        ),
        after: key(integer(1, 1000).default(5), "After how many failed receives a message is set aside.", 5),
      })
      .prefault({}),
    "Where messages go that cannot be processed: a queue of their own, kept 14 days.",
    { after: 5 },
  ),
});
