/** The label that selects a service's pods. It can never change once a Deployment exists. */
export const nameLabel = "app.kubernetes.io/name";

/** What selects the pods of a service (or of one of its jobs). */
export function selectorLabels(name: string): Record<string, string> {
  // Spelt out: V8 makes a map with a computed key much more slowly, and a graph has ten of these for each service.
  return { "app.kubernetes.io/name": name } satisfies Record<typeof nameLabel, string>;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function objectLabels(name: string, system: string): Record<string, string> {
  return { ...selectorLabels(name), "app.kubernetes.io/part-of": system, "app.kubernetes.io/managed-by": "groundplan" };
}

/** The metadata of a namespaced object. */
export function metadata(
  name: string,
  namespace: string,
  system: string,
): { name: string; namespace: string; labels: Record<string, string> } {
  return { name, namespace, labels: objectLabels(name, system) };
}
