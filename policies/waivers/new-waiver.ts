import type { SpecEdit } from "../../schema/edit/spec-edit.ts";
import type { Model, Waiver } from "../../schema/model/model.ts";
import { mapOf } from "../../schema/resolve/plain-data.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { PolicyFinding } from "../check-report.ts";
import type { Policy } from "../rule.ts";
import { formatDay, parseDay } from "./calendar.ts";
import { waiverScope } from "./judge-waiver.ts";

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

/** The waiver of a finding. Whether it will count is judged by a run with it. */
export function newWaiver(finding: PolicyFinding, policy: Policy, today: string, words: WaiverWords): Waiver {
  const { reason, owner, ticket, allOfTarget } = words;
  const days = Math.min(usualWaiverDays, policy.maxWaiverDays);
  return {
    policy: policy.id,
    target: formatSpecPath(finding.target),
    ...(!allOfTarget && { finding: finding.key }),
    reason,
    owner,
    expires: words.expires ?? formatDay((parseDay(today) ?? 0) + days),
    ...(ticket !== undefined && { ticket }),
  };
}

/** How a waiver is written into a spec. */
export interface WaiverEdits {
  readonly edits: readonly SpecEdit[];
  /** Its position among the waivers of the environment. */
  readonly index: number;
}

/**
 * Adds a waiver to those of an environment, which are its own or those of all. One for the same thing that is there
 * already does not count any more, as the finding is open: it is renewed in its place.
 */
export function waiverEdits(waiver: Waiver, { spec, sourcePath }: Pick<Model, "spec" | "sourcePath">): WaiverEdits {
  const index = spec.waivers.findIndex((each) => waiverScope(each) === waiverScope(waiver));
  const old = spec.waivers[index];
  if (!old) {
    const said = Object.entries(waiver).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    const edit = { kind: "append", path: sourcePath(["waivers"]), value: mapOf(said) } as const;
    return { edits: [edit], index: spec.waivers.length };
  }
  const edits = (["reason", "owner", "expires", "ticket"] as const).flatMap((key): SpecEdit[] => {
    const value = waiver[key];
    if (value === undefined || value === old[key]) return [];
    return [{ kind: "set", path: sourcePath(["waivers", index, key]), value }];
  });
  return { edits, index };
}
