import { count } from "../../schema/count.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known, knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Dead letters are kept for longer than messages wait. */
export const queueDlqRetention = defineRule({
  id: "queue-dlq-retention",
  title: "Dead letters outlive their queue's messages",
  group: "queues",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A standard queue keeps a message's first day when it sets it aside. With the same retention on both queues a message that failed on its last day is deleted on arrival.",
  remediation:
    "Set `retention` of the queue below that of its dead letters, which is 14 days, the longest that SQS keeps any, unless `overrides` says less.",
  anchors: [
    awsDocs(
      "Message retention periods for dead-letter queues",
      "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html: 4 days.
    const retention = (seconds: unknown) => Number(known(graph, seconds ?? 4 * 86_400));
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) => {
      const target = facts.deadLetters.redrives.get(queue.address)?.deadLetters;
      if (!target) return undefined;
      const own = retention(queue.config.messageRetentionSeconds);
      const kept = retention(target.config.messageRetentionSeconds);
      if (Number.isNaN(own) || Number.isNaN(kept)) return { unknown: "a retention is known only at apply" };
      const seen = `kept for ${days(own)} → dead letters in ${label(target)} for ${days(kept)}`;
      // A FIFO queue starts the time again when it sets a message aside.
      const isFifo = knownFlag(graph, queue.config.fifoQueue ?? false);
      if (isFifo ? kept >= own : kept > own) return { proof: seen };
      return [
        {
          setting: ["retention"],
          key: label(queue),
          message: `queue "${label(queue)}" keeps messages ${own > kept ? "longer than" : "as long as"} its dead letters`,
          expected: `${isFifo ? "at most" : "less than"} ${days(kept)}`,
          actual: days(own),
          seen,
        },
      ];
    });
  },
});

function days(seconds: number): string {
  return seconds < 86_400 ? count(rounded(seconds / 3600), "hour") : count(rounded(seconds / 86_400), "day");
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
