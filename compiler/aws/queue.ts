import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { type Text, text } from "../../schema/graph/value.ts";
import type { Queue } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";
import { policyDocument } from "./policy-document.ts";

/** A queue, and the queue of what could not be processed if there is one. */
export interface QueuePair {
  readonly main: TerraformNode<"aws_sqs_queue">;
  readonly deadLetter?: TerraformNode<"aws_sqs_queue">;
  /** The policies of both, then the queues. */
  readonly nodes: readonly AnyTerraformNode[];
}

/** The longest that SQS keeps a message: 14 days. A dead letter must outlive the queue it came from. */
const longestRetentionSeconds = 14 * 24 * 60 * 60;

/**
 * An encrypted queue that answers over TLS only, and whose dead letters only it may send.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function queue(context: Context, owner: Account, key: string, spec: Queue): QueuePair {
  const place: Place = { context, owner, key, spec };
  const deadLetter = spec.deadLetter.enabled
    ? guardedQueue(place, "-dead-letter", {
        messageRetentionSeconds: longestRetentionSeconds,
        redriveAllowPolicy: text`{"redrivePermission":"byQueue","sourceQueueArns":["${arnOf(place, "")}"]}`,
      })
    : undefined;
  const main = guardedQueue(place, "", {
    visibilityTimeoutSeconds: parseDuration(spec.visibilityTimeout),
    messageRetentionSeconds: parseDuration(spec.retention),
    receiveWaitTimeSeconds: 20,
    ...(deadLetter && {
      redrivePolicy: text`{"deadLetterTargetArn":"${ref(deadLetter.queue, "arn")}","maxReceiveCount":${String(spec.deadLetter.after)}}`,
    }),
  });
  return {
    main: main.queue,
    ...(deadLetter && { deadLetter: deadLetter.queue }),
    nodes: [main, ...(deadLetter ? [deadLetter] : [])].flatMap((each) => [each.policy, each.queue]),
  };
}

interface Place {
  readonly context: Context;
  readonly owner: Account;
  readonly key: string;
  readonly spec: Queue;
}

/**
 * A queue whose policy denies plain HTTP, which SQS answers as well. The policy is the queue's own argument: as a
 * resource beside it AWS needs half a minute more to know it.
 */
function guardedQueue(
  place: Place,
  end: "" | "-dead-letter",
  config: Omit<TerraformNode<"aws_sqs_queue">["config"], "name" | "policy">,
) {
  const { key, spec } = place;
  const origin: SpecPath = ["queues", key];
  const policy = policyDocument("data", `queue_${key}${end}`, origin, [
    {
      sid: "TlsOnly",
      effect: "Deny",
      actions: ["sqs:*"],
      resources: [arnOf(place, end)],
      principals: { type: "AWS", identifiers: ["*"] },
      conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ]);
  const queue = terraform("aws_sqs_queue", {
    stack: "data",
    name: `${key}${end}`,
    origin,
    config: {
      sqsManagedSseEnabled: true,
      ...(spec.fifo && { fifoQueue: true }),
      name: nameOf(place, end),
      policy: ref(policy, "json"),
      ...config,
    },
  });
  return { policy, queue };
}

/** Written out, because a queue cannot refer to itself. */
function arnOf(place: Place, end: string): Text {
  const { context, owner } = place;
  return text`arn:${owner.partition}:sqs:${context.region}:${owner.id}:${nameOf(place, end)}`;
}

function nameOf({ context, key, spec }: Place, end: string): string {
  return `${context.name}-${key}${end}${spec.fifo ? ".fifo" : ""}`;
}
