import type { Rule, RuleResult } from "../rule.ts";

/** A rule of an organisation's own that threw, or gave something else than verdicts. The rule is to be mended. */
export class RuleFailure extends Error {}

/** A rule whose check gives verdicts or a {@link RuleFailure}, whatever it does itself. */
export function guardRule(rule: Rule): Rule {
  return {
    ...rule,
    check: (input) => {
      const results = answerOf(rule, () => rule.check(input));
      if (!Array.isArray(results) || !results.every(isResult))
        throw new RuleFailure(`the rule "${rule.id}" gives something else than a list of verdicts`);
      return results as readonly RuleResult[];
    },
  };
}

/** What was thrown, in a line: anything can be. */
export function thrownText(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message } = error as { readonly message?: unknown };
  return typeof message === "string" ? (message.split("\n")[0] ?? "") : "no error but an object was thrown";
}

function answerOf({ id }: Rule, check: () => unknown): unknown {
  try {
    return check();
  } catch (error) {
    throw new RuleFailure(`the rule "${id}" threw: ${thrownText(error)}`);
  }
}

const textsOf: Readonly<Record<string, readonly string[]>> = {
  compliant: [],
  "not-compliant": ["key", "message", "expected", "actual"],
  "not-evaluated": ["reason"],
};

function isResult(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  const said = result as Readonly<Record<string, unknown>>;
  const texts = textsOf[String(said["verdict"])];
  const { path = [], evidence = [] } = said;
  return (
    texts?.every((key) => typeof said[key] === "string") === true &&
    [said["target"], path].every(isPath) &&
    Array.isArray(evidence) &&
    evidence.every((step) => typeof step === "string")
  );
}

function isPath(path: unknown): boolean {
  return Array.isArray(path) && path.every((part) => typeof part === "string" || typeof part === "number");
}
