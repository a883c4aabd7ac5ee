import { labelFiles } from "./label-files.ts";

/** Labels of a pod. */
export type Labels = Readonly<Record<string, unknown>>;

/** Something that picks pods of its own namespace by their labels: a network policy, a disruption budget. */
export interface Selecting<Value> {
  readonly namespace: string;
  /** A Kubernetes label selector; an empty one picks every pod of the namespace. */
  readonly selector: unknown;
  readonly value: Value;
}

/**
 * Finds what selects a pod without trying every selector of its namespace: each is filed under its rarest pair of
 * label and value, so that a thousand services in one namespace stay a thousand look-ups.
 */
export function indexSelectors<Value>(
  list: readonly Selecting<Value>[],
): (namespace: string, labels: Labels) => readonly Value[] {
  const wanted = labelFiles<Selecting<Value>>();
  for (const entry of list)
    for (const [label, value] of pairsOf(entry.selector)) wanted.file(entry.namespace, label, value, entry);
  const byRarest = labelFiles<Selecting<Value>>();
  const ofAll = new Map<string, Selecting<Value>[]>();
  for (const entry of list) {
    const uses = ([label, value]: Pair): number => wanted.find(entry.namespace, label, value).length;
    const [rarest] = pairsOf(entry.selector).sort((left, right) => uses(left) - uses(right));
    if (rarest) byRarest.file(entry.namespace, ...rarest, entry);
    else ofAll.set(entry.namespace, [...(ofAll.get(entry.namespace) ?? []), entry]);
  }
  return (namespace, labels) => {
    const found: Value[] = [];
    const tryAll = (candidates: readonly Selecting<Value>[]): void => {
      for (const { selector, value } of candidates) if (selects(selector, labels)) found.push(value);
    };
    tryAll(ofAll.get(namespace) ?? []);
    for (const label in labels) tryAll(byRarest.find(namespace, label, labels[label]));
    return found;
  };
}

type Pair = readonly [label: string, value: unknown];

function pairsOf(selector: unknown): Pair[] {
  return Object.entries(((selector ?? {}) as Selector).matchLabels ?? {});
}

/** Whether a selector picks pods with these labels. An empty selector picks all; expressions are read, too. */
export function selects(selector: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as Selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((expression) => satisfies(expression, labels))
  );
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly unknown[];
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, unknown>>;
  readonly matchExpressions?: readonly Expression[];
}

function satisfies({ key, operator, values = [] }: Expression, labels: Readonly<Record<string, unknown>>): boolean {
  if (operator === "Exists") return key in labels;
  if (operator === "DoesNotExist") return !(key in labels);
  const isListed = values.includes(labels[key]);
  return operator === "In" ? isListed : !isListed;
}
