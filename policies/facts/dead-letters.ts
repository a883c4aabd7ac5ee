import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../schema/graph/value.ts";
import { knownText, show } from "./known.ts";

type Queue = TerraformNode<"aws_sqs_queue">;

/** Where a queue sets messages aside that nobody could process. */
export interface Redrive {
  /** Absent when it is not a queue of the graph. */
  readonly deadLetters?: Queue;
  /** After how many receives; absent when it is known only at apply. */
  readonly receives?: number;
}

/** The queues that have a redrive policy, and the queues that take what others set aside. */
export interface DeadLetters {
  readonly redrives: ReadonlyMap<Address, Redrive>;
  readonly targets: ReadonlySet<Address>;
}

/**
 * Reads every redrive policy. It is JSON text, mostly with a reference in it, so the number is found by its name; an ARN
 * that is written down is that of the queue of its name.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function deadLetters(graph: ResourceGraph): DeadLetters {
  const redrives = new Map<Address, Redrive>();
  const queues = graph.resources("aws_sqs_queue");
  const byName = new Map(queues.map((queue) => [knownText(graph, queue.config.name), queue]));
  for (const { address, config } of queues)
    if (config.redrivePolicy !== undefined) redrives.set(address, readRedrive(graph, config.redrivePolicy, byName));
  const targets = [...redrives.values()].flatMap(({ deadLetters: queue }) => (queue ? [queue.address] : []));
  return { redrives, targets: new Set(targets) };
}

function readRedrive(graph: ResourceGraph, policy: unknown, byName: ReadonlyMap<string | undefined, Queue>): Redrive {
  const text = show(policy);
  const [referred] = referencesIn(policy).map((reference) => graph.follow(reference, "aws_sqs_queue"));
  const [, name = ""] = /"deadLetterTargetArn"\s*:\s*"arn:[^"]*:([^":]+)"/.exec(text) ?? [];
  const target = referred ?? byName.get(name);
  const [, written] = /"maxReceiveCount"\s*:\s*"?(\d+)/.exec(text) ?? [];
  return { ...(target && { deadLetters: target }), ...(written !== undefined && { receives: Number(written) }) };
}
