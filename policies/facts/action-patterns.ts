/**
 * Whether an action of a policy means another: `sqs:Get*` means `sqs:GetQueueUrl`. Its case does not matter, `*` stands
 * for any characters and `?` for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
}

/** Those of some actions that an action of a policy means. */
export function allowedBy(pattern: string, actions: readonly string[]): readonly string[] {
  return actions.filter((action) => matchesAction(pattern, action));
}
