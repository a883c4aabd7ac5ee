import type { Rule } from "../rule.ts";
import { readResults } from "./read-results.ts";

/** A rule of an organisation's own that threw, or gave something else than verdicts. The rule is to be mended. */
export class RuleFailure extends Error {}

/** A rule whose check gives verdicts or a {@link RuleFailure}, whatever it does itself. */
export function guardRule(rule: Rule): Rule {
  return {
    ...rule,
    check: (input) => {
      const results = answerOf(rule, () => readResults(rule.check(input)));
      if (typeof results === "string") throw new RuleFailure(`the rule "${rule.id}" gives ${results}`);
      return results;
    },
  };
}

/** What was thrown, in a line: anything can be. */
export function thrownText(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message } = error as { readonly message?: unknown };
  return typeof message === "string" ? (message.split("\n")[0] ?? "") : "no error but an object was thrown";
}

function answerOf<Answer>({ id }: Rule, check: () => Answer): Answer {
  try {
    return check();
  } catch (error) {
    throw new RuleFailure(`the rule "${id}" threw: ${thrownText(error)}`);
  }
}
