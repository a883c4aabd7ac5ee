import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { ref } from "../../schema/graph/graph.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
const send = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"];
const receive = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
];

/** The actions that each verb gives on a queue. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  send,
  receive,
  "send-receive": [...new Set([...send, ...receive])].sort(),
};

/** The queue's URL, and the actions of the verb on that queue. */
export const useQueue: UseCompiler = ({ data, target, verb }) => {
  const queue = data.queues[target];
  if (!queue) return nothing;
  const sid = `Queue${target.replaceAll("-", "")}`;
  return {
    ...nothing,
    environment: { [`${variableStem(target)}_QUEUE_URL`]: ref(queue.main, "url") },
    statements: [{ sid, actions: actionsOf[verb] ?? [], resources: [ref(queue.main, "arn")] }],
    reach: [{ to: "aws", service: "sqs" }],
  };
};
