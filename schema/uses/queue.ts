import type { Usable } from "./usable.ts";

/** A queue is called through the AWS API. */
export const usableQueue: Usable = {
  section: "queues",
  kind: "queue",
  verbs: ["send", "receive", "send-receive"],
  calledThroughAws: () => true,
  variables: () => [],
  deliversSecrets: () => false,
};
