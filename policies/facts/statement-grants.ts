import { matchesAction } from "./action-patterns.ts";
import { show } from "./known.ts";
import type { PolicyStatement } from "./policy-statements.ts";

/** Whether a statement is about an action, by its name, by a pattern, or by leaving it out of what it is not about. */
export function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean {
  const isMeant = (written: unknown): boolean => matchesAction(show(written), action);
  return notActions.length > 0 ? !notActions.some(isMeant) : actions.some(isMeant);
}
