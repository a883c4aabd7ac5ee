import { fsbp, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Nobody outside the account sends to a queue or reads from it. */
export const queueNoPublicPolicy = defineRule({
  id: "queue-no-public-policy",
  title: "No queue is open to everybody",
  group: "queues",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A queue policy with the principal `*` and no condition lets every AWS account read the messages, delete them, and put in its own for services to work on.",
  remediation:
    "The policy of a queue only denies requests without TLS: take another one out of `overrides`, or name in it whom it admits.",
  anchors: [fsbp("SQS.3"), tool("Checkov", "CKV_AWS_168"), tool("Checkov", "CKV_AWS_72"), tool("Trivy", "AWS-0097")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) => {
      if (queue.config.policy === undefined) return { proof: "policy not set: IAM alone decides" };
      const statements = facts.statementsOf(queue.config.policy);
      if (!statements) return { unknown: "its policy is known only at apply" };
      const open = statements.find(isOpen);
      if (!open) return { proof: `policy → ${principalsOf(statements)}` };
      return [
        {
          key: label(queue),
          message: `queue "${label(queue)}" admits everybody`,
          expected: "named principals, or a condition",
          actual: `Allow ${open.actions.map(show).join(", ")} to *`,
        },
      ];
    });
  },
});

/** Whom the statements of a policy admit: `Allow 111122223333`. */
function principalsOf(statements: readonly PolicyStatement[]): string {
  const admitted = statements.filter(({ effect }) => effect === "Allow").flatMap(({ principals }) => principals);
  const names = admitted.flatMap(({ identifiers }) => identifiers.map(show));
  return `Allow ${names.join(", ") || "nobody"}`;
}

function isOpen({ effect, principals, conditions }: PolicyStatement): boolean {
  const isEverybody = principals.some(({ identifiers }) => identifiers.includes("*"));
  return effect === "Allow" && isEverybody && conditions.length === 0;
}
