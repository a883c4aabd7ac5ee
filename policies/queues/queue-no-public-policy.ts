import type { TerraformNode } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { type Opening, openingsOf } from "../facts/policy-openings.ts";
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
    "A queue policy with the principal `*`, and no condition that says who asks, lets every AWS account read the messages, delete them, and put in its own for services to work on. An account that may do everything can open it to everybody.",
  remediation:
    "The policy of a queue only denies requests without TLS: take another one out of `overrides`, or name in it whom it admits, for which actions.",
  anchors: [fsbp("SQS.3"), tool("Checkov", "CKV_AWS_168"), tool("Checkov", "CKV_AWS_72"), tool("Trivy", "AWS-0097")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ model, graph, facts }) {
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) => {
      if (queue.config.policy === undefined) return { proof: "policy not set: IAM alone decides" };
      const statements = facts.statementsOf(queue.config.policy);
      if (!statements) return { unknown: "its policy is known only at apply" };
      const openings = openingsOf(statements, model.spec.account);
      if (!openings) return { unknown: "an account may do everything, and the spec does not say which is its own" };
      if (openings.length === 0) return { proof: `policy → ${principalsOf(statements)}` };
      return openings.map((opening) => fault(queue, opening));
    });
  },
});

function fault(queue: TerraformNode<"aws_sqs_queue">, { to, statement }: Opening): NodeFault {
  const name = label(queue);
  const what = statement.actions.map(show).join(", ") || "all but some actions";
  const isEverybody = to === "*";
  return {
    key: isEverybody ? name : `${name}:${to}`,
    message: `queue "${name}" ${isEverybody ? "admits everybody" : `lets the account "${to}" do everything`}`,
    expected: isEverybody ? "named principals, or a condition that says who asks" : "the actions that it needs",
    actual: `Allow ${what} to ${to}`,
  };
}

/** Whom the statements of a policy admit: `Allow 111122223333`. */
function principalsOf(statements: readonly PolicyStatement[]): string {
  const admitted = statements.filter(({ effect }) => effect === "Allow").flatMap(({ principals }) => principals);
  const names = admitted.flatMap(({ identifiers }) => identifiers.map(show));
  return `Allow ${names.join(", ") || "nobody"}`;
}
