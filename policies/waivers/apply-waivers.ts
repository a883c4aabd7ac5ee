import { groupBy } from "../../schema/group-by.ts";
import type { Waiver } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { AppliedWaiver, PolicyFinding } from "../check-report.ts";
import type { Policy } from "../rule.ts";
import { type JudgedWaiver, judgeWaiver, type WaiverContext, type WaiverFault, waiverScope } from "./judge-waiver.ts";
import { waiverExpired, waiverNotAllowed, waiverUnused, waiverValid } from "./waiver-policies.ts";

/** What is wrong with a waiver, before its place in the file is known. */
export interface WaiverFinding extends WaiverFault {
  readonly index: number;
}

/** A policy about waivers that nobody can judge a waiver by. */
export interface WaiverDoubt {
  readonly index: number;
  readonly policy: Policy;
  readonly reason: string;
}

/** What came of the waivers. */
export interface WaiverOutcome {
  /** The findings, with those that a waiver covers marked. */
  readonly findings: readonly PolicyFinding[];
  readonly waiverFindings: readonly WaiverFinding[];
  readonly waiverDoubts: readonly WaiverDoubt[];
}

/** Which targets a policy could judge in this run, as text; `undefined` for a policy that was not asked. */
export type Judged = (policy: string) => { readonly unknown: ReadonlySet<string> } | undefined;

/**
 * Marks each finding that a waiver covers, and reports the waivers that do not count or that nothing needs.
 * A waiver covers findings of its policy on exactly its target: never those on a sibling, and never those on a part.
 */
export function applyWaivers(
  findings: readonly PolicyFinding[],
  waivers: readonly Waiver[],
  context: WaiverContext,
  judged: Judged,
): WaiverOutcome {
  const all = waivers.map((waiver, index) => judgeWaiver(waiver, index, context));
  const duplicates = new Map(duplicatesIn(all).map((fault) => [fault.index, fault]));
  const byScope = groupBy(all, ({ waiver, target }) => scopeKey(waiver.policy, formatSpecPath(target)));
  const needed = new Set<number>();
  const marked = findings.map((finding) => {
    const near = byScope.get(scopeKey(finding.policy, formatSpecPath(finding.target))) ?? [];
    const fitting = near.filter(({ waiver }) => waiver.finding === undefined || waiver.finding === finding.key);
    for (const { index } of fitting) needed.add(index);
    return mark(
      finding,
      fitting.filter(({ index }) => !duplicates.has(index)),
    );
  });
  const uses = all.map((each) => ({
    each,
    use: duplicates.has(each.index) ? notCounted : useOf(each, needed, judged),
  }));
  const unused = uses.flatMap(({ each, use }) => (use === "unused" ? [notNeeded(each)] : []));
  const faults = all.flatMap(({ index, faults: own }) => own.map((fault) => ({ ...fault, index })));
  return {
    findings: marked,
    waiverFindings: [...faults, ...duplicates.values(), ...unused],
    waiverDoubts: [
      ...all.flatMap((each) => (context.policies.has(each.waiver.policy) ? [] : [doubtOfKind(each)])),
      ...uses.flatMap(({ each: { index }, use }) =>
        typeof use === "string" ? [] : [{ index, policy: waiverUnused, reason: use.unknown }],
      ),
    ],
  };
}

const notCounted = { unknown: "the waiver does not count" } as const;

/** Whether a finding needs a waiver, or why nobody can say. */
function useOf(
  { index, faults, waiver, target }: JudgedWaiver,
  needed: ReadonlySet<number>,
  judged: Judged,
): "needed" | "unused" | { readonly unknown: string } {
  if (faults.length > 0) return notCounted;
  if (needed.has(index)) return "needed";
  const targets = judged(waiver.policy);
  // It may be needed in another environment, or once the target can be judged.
  if (!targets) return { unknown: `"${waiver.policy}" was not asked` };
  if (targets.unknown.has(formatSpecPath(target)))
    return { unknown: `"${waiver.policy}" could not judge "${waiver.target}"` };
  return "unused";
}

function doubtOfKind({ index, waiver }: JudgedWaiver): WaiverDoubt {
  return { index, policy: waiverNotAllowed, reason: `there is no policy "${waiver.policy}"` };
}

/** The most exact waiver counts: one that names the finding before one that covers them all. */
function mark(finding: PolicyFinding, fitting: readonly JudgedWaiver[]): PolicyFinding {
  const valid = fitting.filter(({ faults }) => faults.length === 0);
  const chosen = valid.find(({ waiver }) => waiver.finding !== undefined) ?? valid[0];
  if (chosen) return { ...finding, status: "waived", waiver: applied(chosen) };
  const notes = fitting.flatMap((judged) => judged.faults.map((fault) => noteOf(fault, judged)));
  return { ...finding, notes: [...finding.notes, ...new Set(notes)] };
}

function noteOf({ policy }: WaiverFault, { waiver, daysLeft }: JudgedWaiver): string {
  if (policy.id !== waiverExpired.id) return `a waiver names this finding, but does not count: ${policy.id}`;
  return daysLeft === undefined ? "waiver has no valid last day" : `waiver expired on ${waiver.expires}`;
}

function applied({ index, waiver, daysLeft = 0 }: JudgedWaiver): AppliedWaiver {
  const { reason, owner, ticket, expires } = waiver;
  return { index, reason, owner, ...(ticket !== undefined && { ticket }), expires, daysLeft };
}

/** Two waivers in force for the same thing: nobody could say which end and which reason hold. */
function duplicatesIn(all: readonly JudgedWaiver[]): WaiverFinding[] {
  const first = new Map<string, number>();
  return all.flatMap(({ index, waiver, faults }) => {
    if (faults.length > 0) return [];
    const scope = waiverScope(waiver);
    const earlier = first.get(scope);
    if (earlier === undefined) first.set(scope, index);
    if (earlier === undefined) return [];
    return [
      {
        index,
        policy: waiverValid,
        setting: "policy" as const,
        message: `this repeats the waiver of "${waiver.policy}" on "${waiver.target}" before it`,
        help: "keep one of the two",
        expected: "one waiver for one thing",
        actual: `the same as waivers[${earlier}]`,
      },
    ];
  });
}

function notNeeded({ index, waiver }: JudgedWaiver): WaiverFinding {
  const what = waiver.finding === undefined ? "" : ` with the key "${waiver.finding}"`;
  return {
    index,
    policy: waiverUnused,
    setting: "policy",
    message: `"${waiver.policy}" finds nothing${what} on "${waiver.target}"`,
    help: waiverUnused.remediation,
    expected: "a finding that the waiver excuses",
    actual: "none",
  };
}

function scopeKey(policy: string, target: string): string {
  return `${policy} ${target}`;
}
