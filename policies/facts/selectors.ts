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
  const uses = new Map<string, number>();
  for (const entry of list) for (const pair of pairsOf(entry)) uses.set(pair, (uses.get(pair) ?? 0) + 1);
  const filed = new Map<string, Selecting<Value>[]>();
  for (const entry of list) {
    const [rarest] = pairsOf(entry).sort((left, right) => (uses.get(left) ?? 0) - (uses.get(right) ?? 0));
    const place = rarest ?? pairKey(entry.namespace);
    filed.set(place, [...(filed.get(place) ?? []), entry]);
  }
  return (namespace, labels) => {
    const places = [
      pairKey(namespace),
      ...Object.entries(labels).map(([key, value]) => pairKey(namespace, key, value)),
    ];
    const candidates = places.flatMap((place) => filed.get(place) ?? []);
    return candidates.filter(({ selector }) => selects(selector, labels)).map(({ value }) => value);
  };
}

function pairsOf({ namespace, selector }: Selecting<unknown>): string[] {
  const { matchLabels = {} } = (selector ?? {}) as Selector;
  return Object.entries(matchLabels).map(([key, value]) => pairKey(namespace, key, value));
}

function pairKey(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
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
