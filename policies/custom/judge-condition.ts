import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { type Known, known, show } from "../facts/known.ts";
import type { Condition } from "./declared-rule.ts";
import type { FoundValue } from "./values-at.ts";

/** Whether a value is as a condition asks; `undefined` when that is known only at apply. */
export function holds(condition: Condition, found: FoundValue, graph: ResourceGraph): boolean | undefined {
  const answers = Object.keys(condition).map((name) => judge(name as keyof Condition, condition, found, graph));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** A condition for people: `one of a, b`. */
export function describe(condition: Condition): string {
  const { equals, oneOf, matches, atLeast, atMost } = condition;
  return [
    ...(equals === undefined ? [] : [String(equals)]),
    ...(oneOf === undefined ? [] : [`one of ${oneOf.join(", ")}`]),
    ...(matches === undefined ? [] : [`text like ${matches}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(condition.present ? ["a value"] : []),
    ...(condition.absent ? ["no value"] : []),
  ].join(" and ");
}

/** A value for people, cut where it is long. */
export function showValue(value: unknown): string {
  const text = value === undefined ? "no value" : show(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const longest = 80;

function judge(
  name: keyof Condition,
  condition: Condition,
  { value, isHidden }: FoundValue,
  graph: ResourceGraph,
): boolean | undefined {
  if (isHidden) return undefined;
  if (name === "present") return value !== undefined;
  if (name === "absent") return value === undefined;
  if (value === undefined) return false;
  const leaf = known(graph, value);
  if (leaf !== undefined) return comparisons[name](condition, leaf);
  // A map or list is no leaf, which is known now.
  return isReference(value) || isTemplate(value) ? undefined : false;
}

/** Terraform spells numbers and flags as text in some arguments, so values are compared as text. */
const comparisons: Readonly<
  Record<Exclude<keyof Condition, "present" | "absent">, (condition: Condition, leaf: Known) => boolean>
> = {
  equals: ({ equals }, leaf) => String(leaf) === String(equals),
  oneOf: ({ oneOf = [] }, leaf) => oneOf.some((each) => String(each) === String(leaf)),
  matches: ({ matches = "" }, leaf) => new RegExp(matches, "u").test(String(leaf)),
  atLeast: ({ atLeast = 0 }, leaf) => numberOf(leaf) >= atLeast,
  atMost: ({ atMost = 0 }, leaf) => numberOf(leaf) <= atMost,
};

/** What is no number is neither enough nor little enough: NaN gives false in every comparison. */
function numberOf(leaf: Known): number {
  if (typeof leaf === "number") return leaf;
  return typeof leaf === "string" && leaf.trim() !== "" ? Number(leaf) : Number.NaN;
}
