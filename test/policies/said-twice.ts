import type { PolicyFinding } from "../../policies/check-report.ts";
import { identityOf } from "../../policies/delta/identity.ts";
import { groupBy } from "../../schema/group-by.ts";

/**
 * The identities that several findings of a run have: policy, target and key. A waiver, a baseline and a comparison know
 * a finding by that alone, so there should be none.
 */
export function saidTwice(findings: readonly PolicyFinding[]): readonly string[] {
  return [...groupBy(findings, identityOf)].flatMap(([identity, same]) => (same.length > 1 ? [identity] : []));
}
