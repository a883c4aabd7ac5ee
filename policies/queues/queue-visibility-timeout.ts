import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A message is hidden for as long as somebody works on it. */
export const queueVisibilityTimeout = defineRule({
  id: "queue-visibility-timeout",
  title: "Messages stay hidden while they are processed",
  group: "queues",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "When the visibility timeout ends before the work does, SQS hands the message to a second receiver, and everything is done twice. A service says by its grace period how long it may still work on what it has.",
  remediation:
    "Set `visibilityTimeout` of the queue to the longest `gracePeriod` of the services that receive from it, or more.",
  fixable: true,
  anchors: [
    awsDocs(
      "Amazon SQS visibility timeout",
      "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { verbs: ["receive", "send-receive"] },
  check({ model, graph, facts, parameters }) {
    const { queues, services } = model.spec;
    const made = new Map(
      graph
        .resources("aws_sqs_queue")
        .filter(({ address, origin }) => origin[0] === "queues" && !facts.deadLetters.targets.has(address))
        .map((queue) => [String(queue.origin[1]), queue]),
    );
    return Object.entries(services).flatMap(([service, { uses, gracePeriod }]) =>
      Object.entries(uses)
        .filter(([target, verb]) => parameters.verbs.includes(verb) && Object.hasOwn(queues, target))
        .flatMap(([name]) => {
          const queue = made.get(name);
          if (!queue) return [];
          // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html: 30 seconds.
          const seconds = known(graph, queue.config.visibilityTimeoutSeconds ?? 30);
          return judge({ name, queue, seconds: Number(seconds) }, { service, gracePeriod });
        }),
    );
  },
});

interface Hiding {
  readonly name: string;
  readonly queue: TerraformNode<"aws_sqs_queue">;
  /** No number when it is known only at apply. */
  readonly seconds: number;
}

interface Receiver {
  readonly service: string;
  readonly gracePeriod: string;
}

function judge({ name, queue, seconds }: Hiding, { service, gracePeriod }: Receiver): RuleResult[] {
  return judgeNodes([queue], () => {
    if (Number.isNaN(seconds)) return { unknown: "its visibility timeout is known only at apply" };
    const seen = `hides for ${seconds}s → service ${service} may work for ${gracePeriod}`;
    if (seconds >= parseDuration(gracePeriod)) return { proof: seen };
    return [
      {
        setting: ["visibilityTimeout"],
        key: `service:${service}`,
        message: `queue "${name}" hands out a message again while "${service}" may still work on it`,
        expected: `${gracePeriod} or more`,
        actual: `${seconds}s`,
        fix: gracePeriod,
        seen,
      },
    ];
  });
}
