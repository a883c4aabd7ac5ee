import * as z from "zod";
import { integer, key, text } from "./key.ts";
import { cidr, duration, hostName, name, port, variableName } from "./text.ts";

/** One of `stores`: a database that services use. */
export const store = z.strictObject({
  kind: key(z.enum(["postgres"]), "What it is.", "postgres"),
  engine: key(z.enum(["external"]), "Who runs it. `external`: somebody else does, and it is only reached.", "external"),
  host: key(hostName.optional(), "`external`: its host name.", "db.example.com"),
  port: key(port.optional(), "Its port. 5432 for postgres.", 5432),
  cidrs: key(
    z.array(cidr).optional(),
    "`external`: the addresses behind the host name, so that network policies can name them. Any public address when empty.",
    ["198.51.100.10/32"],
  ),
  secret: key(
    name.optional(),
    "`external`: the secret, one of `secrets`, whose text is the connection URL.",
    "database-url",
  ),
  variable: key(
    variableName.optional(),
    "`external`: the environment variable that carries the connection URL in every service that uses the store. `DATABASE_URL` when absent.",
    "DATABASE_URL",
  ),
});

/** One of `secrets`: a name in Secrets Manager. The value is put there by people, never by a spec. */
export const secret = z.strictObject({
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
        after: key(integer(1, 1000).default(5), "After how many failed receives a message is set aside.", 5),
      })
      .prefault({}),
    "Where messages go that cannot be processed: a queue of their own, kept 14 days.",
    { after: 5 },
  ),
});
