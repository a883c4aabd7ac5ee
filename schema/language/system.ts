import * as z from "zod";
import { cluster } from "./cluster.ts";
import { external } from "./external.ts";
import { key, text } from "./key.ts";
import { network } from "./network.ts";
import { overlayOf } from "./overlay.ts";
import { overrides } from "./overrides.ts";
import { route } from "./route.ts";
import { service } from "./service.ts";
import { queue, secret, store } from "./store.ts";
import { accountId, cidr, name, owner } from "./text.ts";
import { userPool } from "./user-pool.ts";
import { waiver } from "./waiver.ts";

const region = z.strictObject({
  cidr: key(cidr, "The VPC's address range: /16 to /24.", "10.0.0.0/16"),
  primary: key(z.boolean().default(true), "Whether this is the region that single things live in.", true),
});

const tagValue = text(
  /^[A-Za-z0-9 _.:/=+@-]{0,256}$/,
  "a tag value",
  "letters, digits, spaces and _.:/=+-@, at most 256 characters",
);

const state = z.strictObject({
  kind: key(z.enum(["local", "s3"]).default("local"), "Where Terraform keeps its state.", "s3"),
  bucket: key(
    text(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "the name of an S3 bucket",
      "3 to 63 lower-case letters, digits, dots and hyphens",
    ).optional(),
    "The S3 bucket, for the kind s3. It must exist.",
    "example-terraform-state",
  ),
});

const sections = z.strictObject({
  owner: key(owner, "Who answers for the system.", "platform@example.com"),
  description: key(z.string().min(1).max(500).optional(), "What the system does, in a sentence.", "The FastAPI demo"),
  profile: key(
    z.enum(["base", "prod", "regulated"]).default("base"),
    "Which policies apply: base always, prod for production, regulated on top of that.",
    "prod",
  ),
  account: key(accountId.optional(), "The only AWS account that this may be deployed to.", "111122223333"),
  awsProfile: key(
    text(
      /^[A-Za-z0-9][A-Za-z0-9_.@+-]{0,127}$/,
      "the name of an AWS CLI profile",
      "letters, digits and _.@+-, first a letter or digit, at most 128 characters",
    ).optional(),
    "The profile of the AWS CLI that Terraform acts with. Whatever credentials there are when absent, which is what continuous integration needs.",
    "shop-prod",
  ),
  tags: key(
    z
      .record(
        text(
          /^[A-Za-z0-9 _.:/=+@-]{1,128}$/,
          "a tag key",
          "letters, digits, spaces and _.:/=+-@, at most 128 characters",
        ),
        tagValue,
      )
      .default({}),
    "Tags of every AWS resource, beside the system, environment and owner.",
    { "cost-centre": "4711" },
  ),
  state: key(state.prefault({}), "Where Terraform keeps its state.", { kind: "s3", bucket: "example-terraform-state" }),
  regions: key(z.record(text(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region", "its code"), region), "The AWS regions.", {
    "eu-west-1": { cidr: "10.0.0.0/16" },
  }),
  network: key(network.prefault({}), "The VPC.", { zones: ["a", "b"] }),
  cluster: key(cluster, "Where the services run.", {
    nodePools: { workers: { instances: ["m7i.large"], size: { min: 2, max: 6 } } },
  }),
  secrets: key(z.record(name, secret).default({}), "Names in Secrets Manager. Never a value.", { "database-url": {} }),
  stores: key(z.record(name, store).default({}), "The data stores.", {
    "app-db": { kind: "postgres", engine: "external", host: "db.example.com", secret: "database-url" },
  }),
  queues: key(z.record(name, queue).default({}), "The queues.", { jobs: {} }),
  userPools: key(z.record(name, userPool).default({}), "Directories of users, in Amazon Cognito.", {
    users: { clients: { platform: {} } },
  }),
  external: key(z.record(name, external).default({}), "Hosts elsewhere that services call.", {
    deepgram: { host: "api.deepgram.com" },
  }),
  services: key(z.record(name, service).default({}), "The services.", {
    api: { image: { repository: "api", tag: "1.0.0" }, port: 8000 },
  }),
  routes: key(z.record(name, route).default({}), "The ways in.", { public: { listen: { 443: "api" } } }),
  overrides: key(
    overrides.default({}),
    "What no other key can say: arguments of resources and fields of objects, by address. Maps merge, null removes, lists and other values replace; in a list, a map with positions as its keys (`0`) changes single items. Text is never a reference. Every report lists them.",
    { "cluster/aws_eks_node_group.*": { forceUpdateVersion: true } },
  ),
  waivers: key(z.array(waiver).default([]), "Findings that somebody answers for until a day.", []),
});

/** Made when a spec first has environments: most have none, and it is as large as the rest of the language. */
const overlay = z.lazy(() => overlayOf(sections));

/** The language: what a `spec.yaml` may say. */
export const system = sections.extend({
  version: key(z.literal(1), "The version of this language.", 1),
  system: key(
    text(
      /^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/,
      "a system name",
      "lower-case letters, digits and hyphens, first a letter, last no hyphen, at most 24 characters",
    ),
    "The system's name: lower case, at most 24 characters. It begins every resource's name.",
    "fastapi-app",
  ),
  environments: key(
    z
      .record(
        text(
          /^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/,
          "an environment name",
          "lower-case letters, digits and hyphens, first a letter, last no hyphen, at most 12 characters",
        ),
        overlay,
      )
      .default({}),
    "Environments, each an overlay of this file: maps merge by key, null removes, lists and other values replace.",
    { dev: { cluster: { nodePools: { workers: { size: { max: 2 } } } } } },
  ),
});

/** A spec as written, with the language's own defaults filled in. */
export type Spec = z.output<typeof system>;
