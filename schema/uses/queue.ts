import { variableStem } from "../catalogue/variable-stem.ts";
import type { Usable } from "./usable.ts";

/** A queue is called through the AWS API. */
export const usableQueue: Usable = {
  section: "queues",
  kind: "queue",
  verbs: ["send", "receive", "send-receive"],
  needsAwsIdentity: () => true,
  variables: (_, name) => [`${variableStem(name)}_QUEUE_URL`],
  deliversSecrets: () => false,
};
