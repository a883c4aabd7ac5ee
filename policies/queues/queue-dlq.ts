import { count } from "../../schema/count.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs, tool } from "../anchors.ts";
import type { DeadLetters } from "../facts/dead-letters.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A message that cannot be processed is set aside, neither lost nor tried for ever. */
export const queueDlq = defineRule({
  id: "queue-dlq",
  title: "Queues set aside what cannot be processed",
  group: "queues",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A message that always fails is received again and again until its retention ends, and then it is lost without a trace. A dead-letter queue keeps it for whoever looks into the failure.",
  remediation:
    "Leave `deadLetter` of the queue as it is by default, with `after` between 3 (a passing failure is tried again) and 10.",
  fixable: true,
  anchors: [
    tool("cdk-nag", "SQS3"),
    awsDocs(
      "Using dead-letter queues in Amazon SQS",
      "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { fewestReceives: 3, mostReceives: 10 },
  check({ graph, facts, parameters }) {
    const { targets } = facts.deadLetters;
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) =>
      targets.has(queue.address)
        ? judgeTarget(queue)
        : judge(queue, facts.deadLetters, parameters, (value) => knownFlag(graph, value ?? false) === true),
    );
  },
});

type Queue = TerraformNode<"aws_sqs_queue">;

function judgeTarget(queue: Queue): NodeVerdict {
  if (queue.config.redrivePolicy === undefined)
    return { proof: "redrive_policy not set: it keeps what others set aside" };
  return [fault(queue, "chain", "sets dead letters aside once more", "no redrive policy", "a redrive policy")];
}

function judge(
  queue: Queue,
  { redrives }: DeadLetters,
  limits: { readonly fewestReceives: number; readonly mostReceives: number },
  isFifo: (value: unknown) => boolean,
): NodeVerdict {
  const redrive = redrives.get(queue.address);
  if (!redrive)
    return [
      {
        ...fault(
          queue,
          "missing",
          "has no dead-letter queue",
          "a redrive policy to a queue of its own",
          "no redrive_policy",
        ),
        fix: true,
      },
    ];
  const { deadLetters, receives } = redrive;
  if (receives === undefined) return { unknown: "its redrive policy is known only at apply" };
  if (deadLetters && isFifo(deadLetters.config.fifoQueue) !== isFifo(queue.config.fifoQueue))
    return [fault(queue, "type", "and its dead-letter queue are of different types", "both FIFO or neither", "mixed")];
  const { fewestReceives, mostReceives } = limits;
  if (receives >= fewestReceives && receives <= mostReceives)
    return deadLetters
      ? { proof: `set aside in ${label(deadLetters)} after ${count(receives, "receive")}` }
      : { unknown: "the queue where messages are set aside is none of the system's" };
  const expected = `${fewestReceives} to ${mostReceives} receives`;
  const after = fault(
    queue,
    "after",
    `sets messages aside after ${count(receives, "receive")}`,
    expected,
    count(receives, "receive"),
  );
  return [{ ...after, fix: receives < fewestReceives ? fewestReceives : mostReceives }];
}

function fault(queue: Queue, key: string, message: string, expected: string, actual: string): NodeFault {
  const settings: Readonly<Record<string, readonly string[]>> = {
    after: ["deadLetter", "after"],
    missing: ["deadLetter", "enabled"],
  };
  const setting = settings[key] ?? ["deadLetter"];
  return { setting, key: `${label(queue)}:${key}`, message: `queue "${label(queue)}" ${message}`, expected, actual };
}
