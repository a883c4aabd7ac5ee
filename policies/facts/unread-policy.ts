import type { TerraformNode } from "../../schema/graph/graph.ts";
import type { Facts } from "./facts.ts";
import type { UnreadPolicy } from "./policy-statements.ts";

/** A policy, or a part of one, that is known only at apply. */
export const unknownPolicy: UnreadPolicy = { unread: "is known only at apply" };

/** A policy that IAM refuses, and what it refuses in it. */
export function mistakenPolicy(mistake: string): UnreadPolicy {
  return { unread: "is none that IAM accepts", mistake };
}

/** Why nobody can say whom a role trusts, where that is so. An action that is known only at apply can be any. */
export function unreadTrust(facts: Pick<Facts, "policyText">, role: TerraformNode<"aws_iam_role">): string {
  const text = facts.policyText(role.config.assumeRolePolicy);
  return `the trust policy of its role ${"unread" in text ? text.unread : unknownPolicy.unread}`;
}
