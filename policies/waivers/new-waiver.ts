import type { SpecEdit } from "../../schema/edit/spec-edit.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { PolicyFinding } from "../check-report.ts";
import type { Policy } from "../rule.ts";
import { formatDay, parseDay } from "./calendar.ts";

/** The days that a waiver lasts when nobody says, unless its policy allows fewer. */
export const usualWaiverDays = 90;

/** What whoever waives a finding has to say. */
export interface WaiverWords {
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`; {@link usualWaiverDays} from today when absent. */
  readonly expires?: string;
  readonly ticket?: string;
  /** Whether the other findings of the policy on the same target are meant too. */
  readonly allOfTarget: boolean;
}

/** The edit that adds a waiver of a finding to its spec. Whether it will count is judged by a run with it. */
export function newWaiver(finding: PolicyFinding, policy: Policy, today: string, words: WaiverWords): SpecEdit {
  const { reason, owner, ticket, allOfTarget } = words;
  const days = Math.min(usualWaiverDays, policy.maxWaiverDays);
  return {
    kind: "append",
    path: ["waivers"],
    value: {
      policy: policy.id,
      target: formatSpecPath(finding.target),
      ...(!allOfTarget && { finding: finding.key }),
      reason,
      owner,
      expires: words.expires ?? formatDay((parseDay(today) ?? 0) + days),
      ...(ticket !== undefined && { ticket }),
    },
  };
}
