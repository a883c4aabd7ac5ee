import { count } from "../../schema/count.ts";
import type { SpecPath } from "../../schema/finding.ts";
import type { Waiver } from "../../schema/model/model.ts";
import { suggest } from "../../schema/parse/did-you-mean.ts";
import { valueAt } from "../../schema/resolve/plain-data.ts";
import { formatSpecPath, parseSpecPath } from "../../schema/spec-path.ts";
import type { Policy, Rule } from "../rule.ts";
import { parseDay } from "./calendar.ts";
import { waiverExpired, waiverNotAllowed, waiverValid } from "./waiver-policies.ts";

/** Why a waiver does not count. */
export interface WaiverFault {
  readonly policy: Policy;
  /** The key of the waiver to point at. */
  readonly setting: keyof Waiver;
  readonly message: string;
  readonly help: string;
  readonly expected: string;
  readonly actual: string;
}

/** A waiver as it stands on the day of the run. It counts when it has no faults. */
export interface JudgedWaiver {
  readonly index: number;
  readonly waiver: Waiver;
  readonly target: SpecPath;
  /** Whole days to its last day; negative when that is past, absent when it is no day. */
  readonly daysLeft?: number;
  readonly faults: readonly WaiverFault[];
}

/** What a waiver is judged against. */
export interface WaiverContext {
  readonly spec: unknown;
  readonly policies: ReadonlyMap<string, Policy & Partial<Pick<Rule, "stage">>>;
  /** Days since 1970, UTC. */
  readonly today: number;
  /** The targets that each policy has judged, as text: where a misspelt one may have been meant. */
  readonly targets: (policy: string) => readonly string[];
}

/** Judges a waiver by itself: not whether anything needs it. */
export function judgeWaiver(waiver: Waiver, index: number, context: WaiverContext): JudgedWaiver {
  const target = parseSpecPath(waiver.target);
  const lastDay = parseDay(waiver.expires);
  const policy = context.policies.get(waiver.policy);
  const faults = [
    ...(policy ? policyFaults(waiver, policy, lastDay, context.today) : [unknownPolicy(waiver, context)]),
    ...(isTarget(target, waiver, context) ? [] : [unknownTarget(waiver, context)]),
    ...reasonFaults(waiver),
    ...expiryFaults(waiver, lastDay, context.today),
  ];
  const daysLeft = lastDay === undefined ? {} : { daysLeft: lastDay - context.today };
  return { index, waiver, target: target ?? [], ...daysLeft, faults };
}

/**
 * What a policy has judged can be named even where the spec leaves it out: an add-on that every cluster has. A policy
 * about edits judges what the spec no longer has.
 */
function isTarget(
  target: SpecPath | undefined,
  { policy }: Waiver,
  { spec, targets, policies }: WaiverContext,
): boolean {
  if (!target?.length) return false;
  if (policies.get(policy)?.stage === "change") return true;
  return valueAt(spec, target) !== undefined || targets(policy).includes(formatSpecPath(target));
}

function unknownPolicy({ policy }: Waiver, { policies }: WaiverContext): WaiverFault {
  return {
    policy: waiverValid,
    setting: "policy",
    message: `there is no policy "${policy}"`,
    help: suggest(policy, policies.keys(), "remove the waiver"),
    expected: "the id of a policy",
    actual: policy,
  };
}

function policyFaults({ expires }: Waiver, policy: Policy, lastDay: number | undefined, today: number): WaiverFault[] {
  if (!policy.waivable)
    return [
      {
        policy: waiverNotAllowed,
        setting: "policy",
        message: `the policy "${policy.id}" cannot be waived`,
        help: waiverNotAllowed.remediation,
        expected: "a policy that can be waived",
        actual: policy.id,
      },
    ];
  const days = lastDay === undefined ? 0 : lastDay - today;
  if (days <= policy.maxWaiverDays) return [];
  const limit = count(policy.maxWaiverDays, "day");
  return [
    {
      policy: waiverValid,
      setting: "expires",
      message: `a waiver of "${policy.id}" may last ${limit}, and this one ends in ${days}`,
      help: `choose a day at most ${limit} from today`,
      expected: `at most ${limit}`,
      actual: `${count(days, "day")}, until ${expires}`,
    },
  ];
}

function unknownTarget({ policy, target }: Waiver, { targets }: WaiverContext): WaiverFault {
  return {
    policy: waiverValid,
    setting: "target",
    message: `"${target}" is not a path of this spec`,
    help: suggest(target, targets(policy), "copy the target from the finding that is meant"),
    expected: "the path of something in the spec",
    actual: target,
  };
}

const shortestReason = 10;

function reasonFaults({ reason }: Waiver): WaiverFault[] {
  const { length } = reason.trim();
  if (length >= shortestReason) return [];
  return [
    {
      policy: waiverValid,
      setting: "reason",
      message: `the reason has ${count(length, "character")}, and must have ${shortestReason} or more`,
      help: "say why this is acceptable here, for now",
      expected: `${shortestReason} characters or more`,
      actual: count(length, "character"),
    },
  ];
}

/** The last day itself still counts. What is no day cannot be waited for, so it counts as past. */
function expiryFaults({ expires, policy }: Waiver, lastDay: number | undefined, today: number): WaiverFault[] {
  const fault = { policy: waiverExpired, setting: "expires", help: waiverExpired.remediation } as const;
  const expected = "a day that is not past";
  if (lastDay === undefined)
    return [
      {
        ...fault,
        message: `"${expires}" is not a day, so the waiver of "${policy}" counts as expired`,
        help: "write a day as YYYY-MM-DD",
        expected,
        actual: expires,
      },
    ];
  if (lastDay >= today) return [];
  return [{ ...fault, message: `the waiver of "${policy}" expired on ${expires}`, expected, actual: expires }];
}

/** What a waiver is about, as one text: two waivers with the same one are duplicates. */
export function waiverScope({ policy, target, finding }: Waiver): string {
  const path = parseSpecPath(target);
  return JSON.stringify([policy, path ? formatSpecPath(path) : target, finding ?? null]);
}
