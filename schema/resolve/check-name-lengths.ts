import type { SpecPath, SpecProblem } from "../finding.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import type { Draft, DraftCheck } from "./draft.ts";
import { routeReleases } from "./route-releases.ts";

/**
 * No resource gets a name that AWS refuses. The names are those of the compiler, each at its longest.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html
 */
export const checkNameLengths: DraftCheck = (draft) =>
  madeNames(draft).flatMap(({ path, made, limit, what }): readonly SpecProblem[] =>
    made.length <= limit
      ? []
      : [
          {
            code: "name-too-long",
            path,
            atKey: true,
            message: `"${path.at(-1)}" makes "${made}", and the name of ${what} has at most ${limit} characters, not ${made.length}`,
            help: `shorten it by ${made.length - limit}, or shorten the name of the system or environment`,
          },
        ],
  );

interface MadeName {
  readonly path: SpecPath;
  readonly made: string;
  readonly limit: number;
  readonly what: string;
}

function madeNames({ spec, name }: Draft): readonly MadeName[] {
  return [
    ...Object.keys(spec.services).map((service) => ({
      path: ["services", service],
      made: `${name}-${service}-secrets`,
      limit: 64,
      what: "an IAM role",
    })),
    ...Object.entries(spec.cluster.nodePools).flatMap(([pool, { perZone }]) => [
      { path: ["cluster", "nodePools", pool], made: `${name}-nodes-${pool}`, limit: 64, what: "an IAM role" },
      // Terraform adds 26 characters to a prefix, and a node group's name has 63.
      {
        path: ["cluster", "nodePools", pool],
        made: perZone ? `${pool}-a-` : `${pool}-`,
        limit: 37,
        what: "a node group before its suffix",
      },
    ]),
    ...Object.entries<SpecStore>(spec.stores)
      .filter(([, { engine }]) => engine === "rds")
      .map(([store]) => ({
        path: ["stores", store],
        made: `${name}-${store}-monitoring`,
        limit: 64,
        what: "an IAM role",
      })),
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
    ...Object.entries<SpecStore>(spec.stores)
      .filter(([, { engine }]) => engine === "elasticache")
      .map(([store]) => ({
        path: ["stores", store],
        made: `${name}-${store}`,
        limit: 40,
        what: "a replication group of ElastiCache",
      })),
    // A store in the cluster reads its password from Secrets Manager, and so does its backup.
    ...Object.entries<SpecStore>(spec.stores)
      .filter(([, { engine, secret }]) => engine === "in-cluster" && secret !== undefined)
      .map(([store, { kind }]) => ({
        path: ["stores", store],
        made: `${name}-${store}${kind === "postgres" ? "-backups" : ""}-secrets`,
        limit: 64,
        what: "an IAM role",
      })),
    // Terraform adds 26 characters to a prefix, and a bucket's name has 63.
    ...Object.entries<SpecStore>(spec.stores)
      .filter(([, { engine }]) => engine === "s3")
      .map(([store]) => ({
        path: ["stores", store],
        made: `${name}-${store}-`,
        limit: 37,
        what: "a bucket before its suffix",
      })),
    ...Object.keys(spec.routes).map((route) => ({
      path: ["routes", route],
      made: `${name}-${route}`,
      limit: 32,
      what: "a load balancer",
    })),
    // https://helm.sh/docs/chart_best_practices/conventions/ — Helm keeps room for what it adds to a release's name.
    ...Object.keys(spec.routes).flatMap((route) =>
      routeReleases(spec, route).map((made) => ({
        path: ["routes", route],
        made,
        limit: 53,
        what: "a Helm release",
      })),
    ),
    ...Object.entries(spec.queues).map(([queue, { fifo, deadLetter }]) => ({
      path: ["queues", queue],
      made: `${name}-${queue}${deadLetter.enabled ? "-dead-letter" : ""}${fifo ? ".fifo" : ""}`,
      limit: 80,
      what: "an SQS queue",
    })),
  ];
}
