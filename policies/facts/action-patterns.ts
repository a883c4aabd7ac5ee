/**
 * Whether an action of a policy means another: `sqs:Get*` means `sqs:GetQueueUrl`. Its case does not matter, `*` stands
 * for any characters and `?` for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(pattern: string, action: string): boolean {
  if (pattern === action) return true;
  return hasWildcard(pattern) ? patternOf(pattern, "i").test(action) : pattern.toLowerCase() === action.toLowerCase();
}

/** Whether a pattern of a condition, as `StringLike` takes it, is met by a text: its case matters. */
export function matchesText(pattern: string, text: string): boolean {
  return patternOf(pattern, "").test(text);
}

/** Those of some actions that an action of a policy means. */
export type ActionTable = (pattern: string) => readonly string[];

/** A table of actions to look others up in: most name one action, and there are many of them. */
export function actionTable(actions: readonly string[]): ActionTable {
  const byName = new Map(actions.map((action) => [action.toLowerCase(), [action]]));
  return (pattern) => {
    if (!hasWildcard(pattern)) return byName.get(pattern.toLowerCase()) ?? [];
    const regexp = patternOf(pattern, "i");
    return actions.filter((action) => regexp.test(action));
  };
}

/** An action with each run of wildcards as one `*`, where that means the same: `iam:**` is `iam:*`. */
export function plainPattern(pattern: string): string {
  return pattern.replaceAll(/\?*\*[*?]*/g, "*").toLowerCase();
}

function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function patternOf(pattern: string, flags: "" | "i"): RegExp {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, flags);
}
