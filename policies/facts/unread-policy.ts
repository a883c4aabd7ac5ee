import type { UnreadPolicy } from "./policy-statements.ts";

/** A policy, or a part of one, that is known only at apply. */
export const unknownPolicy: UnreadPolicy = { unread: "is known only at apply" };

/** A policy that IAM refuses, and what it refuses in it. */
export function mistakenPolicy(mistake: string): UnreadPolicy {
  return { unread: "is none that IAM accepts", mistake };
}
