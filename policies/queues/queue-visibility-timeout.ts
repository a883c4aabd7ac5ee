import { parseDuration } from "../../schema/catalogue/quantity.ts";
import { awsDocs } from "../anchors.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A message is hidden for as long as somebody works on it. */
export const queueVisibilityTimeout = defineRule({
  id: "queue-visibility-timeout",
  title: "Messages stay hidden while they are processed",
  group: "queues",
  severity: "medium",
  profile: "base",
  stage: "model",
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
  check({ model, parameters }) {
    const { queues, services } = model.spec;
    const receivers = Object.entries(services).flatMap(([service, { uses, gracePeriod }]) =>
      Object.entries(uses)
        .filter(([target, verb]) => parameters.verbs.includes(verb) && Object.hasOwn(queues, target))
        .map(([queue]) => ({ service, queue, gracePeriod })),
    );
    return receivers.map(({ service, queue, gracePeriod }): RuleResult => {
      const target = ["queues", queue];
      const timeout = queues[queue]?.visibilityTimeout ?? "30s";
      const evidence = [`queue ${queue} hides for ${timeout} → service ${service} may work for ${gracePeriod}`];
      if (parseDuration(timeout) >= parseDuration(gracePeriod)) return { verdict: "compliant", target, evidence };
      return {
        verdict: "not-compliant",
        target,
        path: [...target, "visibilityTimeout"],
        key: `service:${service}`,
        message: `queue "${queue}" hands out a message again while "${service}" may still work on it`,
        expected: `${gracePeriod} or more`,
        actual: timeout,
        fix: gracePeriod,
        evidence,
      };
    });
  },
});
