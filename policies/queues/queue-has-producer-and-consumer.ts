import { groupBy } from "../../schema/group-by.ts";
import { awsDocs } from "../anchors.ts";
import { declaredEdges } from "../facts/declared-edges.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Somebody sends to every queue, and somebody receives from it. */
export const queueHasProducerAndConsumer = defineRule({
  id: "queue-has-producer-and-consumer",
  title: "Every queue has a sender and a receiver",
  group: "queues",
  severity: "low",
  profile: "base",
  stage: "model",
  rationale:
    "Messages that nobody receives are lost after their retention, without an error anywhere. A queue that nobody sends to is what is left of a service, or the sign of a line of `uses` that was forgotten.",
  remediation:
    "Give a service `uses: { <queue>: send }` or `receive`, or take the queue away. Where one end is in another system, waive this with a reason that names it.",
  anchors: [
    awsDocs(
      "What is Amazon Simple Queue Service: basic architecture",
      "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ model }) {
    const edges = groupBy(
      declaredEdges(model).filter(({ item }) => item[0] === "queues"),
      ({ target }) => target,
    );
    return Object.keys(model.spec.queues).flatMap((queue) => {
      const uses = edges.get(queue) ?? [];
      const who = (verb: "send" | "receive") =>
        uses.filter((use) => use.verb === verb || use.verb === "send-receive").map(({ service }) => service);
      return judge(queue, who("send"), who("receive"));
    });
  },
});

function judge(queue: string, senders: readonly string[], receivers: readonly string[]): RuleResult[] {
  const target = ["queues", queue];
  const way = `${senders.join(", ") || "nobody"} → queue ${queue} → ${receivers.join(", ") || "nobody"}`;
  if (senders.length > 0 && receivers.length > 0) return [{ verdict: "compliant", target, evidence: [way] }];
  const fault = (verb: string, message: string): RuleResult => ({
    verdict: "not-compliant",
    target,
    key: verb,
    message: `${message} queue "${queue}"`,
    expected: `a service that uses it to ${verb}`,
    actual: way,
    evidence: [way],
  });
  return [
    ...(senders.length > 0 ? [] : [fault("send", "nobody sends to")]),
    ...(receivers.length > 0 ? [] : [fault("receive", "nobody receives from")]),
  ];
}
