/** Things filed under a pair of label and value of a namespace. */
export interface LabelFiles<Item> {
  file(namespace: string, label: string, value: unknown, item: Item): void;
  /** What was filed there, in its order. */
  find(namespace: string, label: string, value: unknown): readonly Item[];
}

/** Empty files. Each part of a place is looked up by itself: making one text of them took longer than all the rest. */
export function labelFiles<Item>(): LabelFiles<Item> {
  const byNamespace = new Map<string, Map<string, Map<unknown, Item[]>>>();
  return {
    file(namespace, label, value, item) {
      const byLabel = inner(byNamespace, namespace, () => new Map<string, Map<unknown, Item[]>>());
      const byValue = inner(byLabel, label, () => new Map<unknown, Item[]>());
      inner(byValue, value, (): Item[] => []).push(item);
    },
    find: (namespace, label, value) => byNamespace.get(namespace)?.get(label)?.get(value) ?? [],
  };
}

function inner<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
