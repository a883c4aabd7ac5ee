import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { Queue } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";

/** A queue, and the queue of what could not be processed if there is one. */
export interface QueuePair {
  readonly main: TerraformNode<"aws_sqs_queue">;
  readonly deadLetter?: TerraformNode<"aws_sqs_queue">;
}

/** The longest that SQS keeps a message: 14 days. A dead letter must outlive the queue it came from. */
const longestRetentionSeconds = 14 * 24 * 60 * 60;

/**
 * An encrypted queue whose dead letters only it may send.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function queue({ name, region }: Context, owner: Account, key: string, spec: Queue): QueuePair {
  const origin: SpecPath = ["queues", key];
  const suffix = spec.fifo ? ".fifo" : "";
  const queueName = `${name}-${key}${suffix}`;
  const common = { sqsManagedSseEnabled: true, ...(spec.fifo && { fifoQueue: true }) };
  const mainArn = text`arn:${owner.partition}:sqs:${region}:${owner.id}:${queueName}`;
  const deadLetter = spec.deadLetter.enabled
    ? terraform("aws_sqs_queue", {
        stack: "data",
        name: `${key}_dead_letter`,
        origin,
        config: {
          ...common,
          name: `${name}-${key}-dead-letter${suffix}`,
          messageRetentionSeconds: longestRetentionSeconds,
          redriveAllowPolicy: text`{"redrivePermission":"byQueue","sourceQueueArns":["${mainArn}"]}`,
        },
      })
    : undefined;
  const main = terraform("aws_sqs_queue", {
    stack: "data",
    name: key,
    origin,
    config: {
      ...common,
      name: queueName,
      visibilityTimeoutSeconds: parseDuration(spec.visibilityTimeout),
      messageRetentionSeconds: parseDuration(spec.retention),
      receiveWaitTimeSeconds: 20,
      ...(deadLetter && {
        redrivePolicy: text`{"deadLetterTargetArn":"${ref(deadLetter, "arn")}","maxReceiveCount":${String(spec.deadLetter.after)}}`,
      }),
    },
  });
  return { main, ...(deadLetter && { deadLetter }) };
}
