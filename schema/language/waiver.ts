import * as z from "zod";
import { key } from "./key.ts";
import { owner } from "./text.ts";

/**
 * One of `waivers`: a finding that somebody answers for until a day.
 * Its meaning (does the policy exist, is the day too far) is judged with the policies, not with the grammar.
 */
export const waiver = z.strictObject({
  policy: key(z.string().min(1), "The policy's id.", "net-nodes-private-subnets"),
  target: key(z.string().min(1), "The spec path of the thing that the finding is about.", "cluster.nodePools.workers"),
  finding: key(
    z.string().min(1).optional(),
    "The key of the one finding that is meant. Every finding of the policy on this target when absent.",
    "subnet:public-a",
  ),
  reason: key(
    z.string(),
    "Why this is acceptable here, for now.",
    "Demo account without NAT; nodes accept traffic from the load balancer only.",
  ),
  owner: key(owner, "Who answers for it.", "platform@example.com"),
  expires: key(z.string(), "The last day, in UTC, on which it counts.", "2027-03-31"),
  ticket: key(z.string().min(1).optional(), "Where the work to remove it is tracked.", "PLAT-142"),
});
