import type { Spec } from "../language/system.ts";

/** Where everything is that names no namespace, and the name of the rule that says so. */
export function usualNamespace(system: string, { namespace }: Spec["cluster"]): readonly [rule: string, name: string] {
  return namespace === undefined ? ["the system's name", system] : ["the cluster's namespace", namespace];
}
