import { matchesAction } from "./action-patterns.ts";
import { show } from "./known.ts";
import type { PolicyStatement } from "./policy-statements.ts";
import { wholeFor } from "./resource-scope.ts";

/** Whether a statement is about an action, by its name, by a pattern, or by leaving it out of what it is not about. */
export function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean {
  const isMeant = (written: unknown): boolean => matchesAction(show(written), action);
  return notActions.length > 0 ? !notActions.some(isMeant) : actions.some(isMeant);
}

/**
 * Whether statements together allow an action where they are on a thing: one allows it, and none denies it whatever the
 * request is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(
  statements: readonly PolicyStatement[],
  action: string,
  isOn: (statement: PolicyStatement) => boolean,
): boolean {
  const isMet = (statement: PolicyStatement): boolean =>
    coversAction(statement, action) && (isOn(statement) || wholeFor(action, statement.resources).length > 0);
  return (
    statements.some((statement) => statement.effect === "Allow" && isMet(statement)) &&
    !statements.some(
      (statement) => statement.effect === "Deny" && statement.conditions.length === 0 && isMet(statement),
    )
  );
}
