import { plainPattern } from "./action-patterns.ts";
import { escalatingActions, passingActions, readingActions, sharingActions } from "./dangerous-actions.ts";
import { show } from "./known.ts";
import { isScopedByCondition } from "./narrowing-conditions.ts";
import type { PolicyStatement } from "./policy-statements.ts";
import { isWhole, wholeFor } from "./resource-scope.ts";

/** An action of a statement that is worth more than it says. */
export interface Danger {
  /** As it is written, which may be a pattern. */
  readonly action: string;
  /** The actions of that kind that it means. */
  readonly means: readonly string[];
  readonly kind: "escalating" | "sharing" | "passing" | "reading";
  readonly on: readonly unknown[];
}

/**
 * What in a statement administers the account: every action, every action of IAM, or all but some. IAM's own are the
 * same right by a detour, whatever they are on.
 */
export function administering(statement: PolicyStatement): readonly string[] {
  const { effect, actions, notActions, resources } = statement;
  if (effect !== "Allow") return [];
  const isOnIam = wholeFor("iam:*", resources).length > 0;
  if (notActions.length > 0) return isOnIam ? allowedIn(statement) : [];
  return actions.map(show).filter((action) => {
    const plain = plainPattern(action);
    return plain === "iam:*" || (isOnIam && (plain === "*" || plain === "*:*"));
  });
}

/** What a statement allows, as it is written: `sqs:SendMessage`, or `everything except iam:*`. */
export function allowedIn({ effect, actions, notActions }: PolicyStatement): readonly string[] {
  if (effect !== "Allow") return [];
  const except = notActions.length > 0 ? [`everything except ${notActions.map(show).join(", ")}`] : [];
  return [...actions.map(show), ...except];
}

/** Whether an action of a policy is all that a service offers: `s3:*`. */
export function isWholeService(action: string): boolean {
  return /^(\*|[^:]+:\*)$/.test(plainPattern(action)) || /^[^:]+:\?+$/.test(action);
}

/**
 * The dangers of a statement. Some are there whatever they are on; reading, and passing a role on, where nothing limits
 * to which.
 */
export function dangersOf(statement: PolicyStatement): readonly Danger[] {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow") return [];
  const isOpen = resources.some(isWhole) && !isScopedByCondition(statement);
  return actions.flatMap((written) => dangerOf(show(written), resources, isOpen) ?? []);
}

function dangerOf(action: string, resources: readonly unknown[], isOpen: boolean): Danger | undefined {
  if (isWholeService(action)) return undefined;
  for (const [kind, table] of anywhere) {
    const means = table(action);
    if (means.length > 0) return { action, kind, means, on: resources };
  }
  if (!isOpen) return undefined;
  for (const [kind, table] of onAll) {
    const means = table(action);
    const on = means.length > 0 ? wholeFor(action, resources) : [];
    if (on.length > 0) return { action, kind, means, on };
  }
  return undefined;
}

const anywhere = [
  ["escalating", escalatingActions],
  ["sharing", sharingActions],
] as const;
const onAll = [
  ["passing", passingActions],
  ["reading", readingActions],
] as const;
