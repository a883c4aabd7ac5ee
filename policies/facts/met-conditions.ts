import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { matchesText } from "./action-patterns.ts";
import { knownText } from "./known.ts";
import type { Condition } from "./policy-statements.ts";

/**
 * Whether a request with a value meets a condition on it; `undefined` where that is known only at apply. Operators that
 * compare otherwise than these are taken as met.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function isMetBy(
  graph: ResourceGraph,
  { test, values }: Pick<Condition, "test" | "values">,
  wanted: string,
): boolean | undefined {
  if (test !== "StringEquals" && test !== "StringLike") return true;
  const written = values.map((value) => knownText(graph, value));
  const isMet = written.some(
    (value) => value === wanted || (test === "StringLike" && value !== undefined && matchesText(value, wanted)),
  );
  return isMet || (written.includes(undefined) ? undefined : false);
}

/** Whether all of some answers are yes: a no wins over what nobody knows. */
export function allMet(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
