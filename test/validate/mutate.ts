import type { Manifest } from "./graph-of.ts";

/** A copy of a manifest with one field set to another value, or removed if the value is `undefined`. */
export function mutate(manifest: Manifest, field: string, value: unknown): Manifest {
  const copy = structuredClone(manifest);
  const path = partsOf(field);
  const last = path.pop() ?? "";
  let parent = copy as unknown as Record<string, unknown>;
  for (const part of path) {
    parent[part] ??= {};
    parent = parent[part] as Record<string, unknown>;
  }
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** Takes `spec.containers[0].labels[app.kubernetes.io/name]` apart: dots within brackets belong to a key. */
function partsOf(field: string): string[] {
  return [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map((match) => match[1] ?? match[2] ?? "");
}
