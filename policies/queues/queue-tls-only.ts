import { tool } from "../anchors.ts";
import { denialOfPlain, refusingQueue } from "../facts/denies-plain.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Queues answer over TLS only. */
export const queueTlsOnly = defineRule({
  id: "queue-tls-only",
  title: "Queues refuse requests in the clear",
  group: "queues",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "SQS answers plain HTTP, too. A client that is set up wrongly then sends messages for everybody on the way to read, and nobody notices, because it works.",
  remediation: "Take `policy` out of `overrides`, or give it a statement that denies requests without TLS.",
  anchors: [tool("cdk-nag", "SQS4")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) => {
      const { policy } = queue.config;
      const statements = policy === undefined ? [] : facts.statementsOf(policy);
      if (!statements) return { unknown: "its policy is known only at apply" };
      const denial = denialOfPlain(statements, refusingQueue(graph, queue));
      if (denial !== undefined) return { proof: `policy → ${denial}` };
      return [
        {
          key: label(queue),
          message: `queue "${label(queue)}" answers requests in the clear`,
          expected: "a denial of requests without TLS",
          actual: policy === undefined ? "no policy" : "a policy without it",
          seen: policy === undefined ? "policy not set" : "policy → no such denial",
        },
      ];
    });
  },
});
