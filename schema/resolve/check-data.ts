import { parseDuration } from "../catalogue/quantity.ts";
import { retentionDays, retentionPeriods } from "../catalogue/retention.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** Queues, log groups, secrets and Terraform's state are within what AWS offers. */
export const checkData: DraftCheck = (draft) => [
  ...checkQueues(draft),
  ...checkLogRetention(draft),
  ...checkSecretNames(draft),
  ...checkState(draft),
];

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
function checkQueues({ spec, says }: Draft): readonly SpecProblem[] {
  return Object.entries(spec.queues).flatMap(([name, queue]) => {
    const path = ["queues", name];
    return [
      ...durationBetween([...path, "retention"], queue.retention, minute, 14 * day, "from 60s to 14d"),
      ...durationBetween([...path, "visibilityTimeout"], queue.visibilityTimeout, 0, 12 * hour, "of at most 12h"),
      ...(!queue.deadLetter.enabled && says([...path, "deadLetter", "after"])
        ? [
            conflict(
              [...path, "deadLetter", "after"],
              `messages of "${name}" are set aside after ${queue.deadLetter.after} receives, and "enabled" is false`,
              'remove "after", or set "enabled" to true',
            ),
          ]
        : []),
    ];
  });
}

function durationBetween(
  path: SpecPath,
  text: string,
  least: number,
  most: number,
  words: string,
): readonly SpecProblem[] {
  const seconds = parseDuration(text);
  if (least <= seconds && seconds <= most) return [];
  return [
    {
      code: "out-of-range",
      path,
      message: `"${text}" is more or less than SQS takes`,
      help: `write a duration ${words}`,
    },
  ];
}

/** CloudWatch keeps logs for a number of days out of a fixed list, and the spec says it in days. */
function checkLogRetention({ spec }: Draft): readonly SpecProblem[] {
  const retentions: readonly (readonly [SpecPath, string])[] = [
    [["cluster", "logRetention"], spec.cluster.logRetention],
    [["network", "flowLogs", "retention"], spec.network.flowLogs.retention],
    ...Object.entries<SpecStore>(spec.stores).flatMap(([name, { logRetention }]) =>
      logRetention === undefined ? [] : [[["stores", name, "logRetention"], logRetention] as const],
    ),
  ];
  return retentions.flatMap(([path, text]) => {
    const days = retentionDays(text);
    if (text === `${days}d` && retentionPeriods.includes(days)) return [];
    const wanted = Math.ceil(parseDuration(text) / day);
    const longer = retentionPeriods.find((allowed) => allowed >= wanted) ?? retentionPeriods.at(-1);
    return [
      {
        code: "wrong-value" as const,
        path,
        message: `CloudWatch cannot keep logs for "${text}"`,
        help: `write "${longer}d", or another of ${retentionPeriods.join(", ")} days`,
      },
    ];
  });
}

function checkSecretNames({ spec }: Draft): readonly SpecProblem[] {
  const owners = new Map<string, string>();
  return Object.entries(spec.secrets).flatMap(([key, { name }]) => {
    const owner = owners.get(name);
    if (owner === undefined) {
      owners.set(name, key);
      return [];
    }
    return [
      conflict(
        ["secrets", key, "name"],
        `the secrets "${owner}" and "${key}" are both named "${name}"`,
        "rename one of the two",
      ),
    ];
  });
}

function checkState({ spec: { state } }: Draft): readonly SpecProblem[] {
  if (state.kind === "s3" && state.bucket === undefined)
    return [
      {
        code: "missing-key",
        path: ["state", "bucket"],
        message: '"bucket" is missing in "state", whose kind is "s3"',
        help: 'name the bucket, for example "bucket: example-terraform-state"',
      },
    ];
  if (state.kind === "local" && state.bucket !== undefined)
    return [
      conflict(
        ["state", "bucket"],
        'the state has a "bucket", and its kind is "local"',
        'set "kind" to "s3", or remove "bucket"',
      ),
    ];
  return [];
}
