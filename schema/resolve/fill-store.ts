import type { SpecPath } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import { shapeOf } from "../stores/registry.ts";
import type { Origins } from "./origins.ts";
import { isMap } from "./plain-data.ts";
import { usualNamespace } from "./usual-namespace.ts";

type Store = Spec["stores"][string];

/** Fills in the defaults of the store's engine; which keys fit the engine is checked later. */
export function fillStore(store: Store, { system, cluster }: Spec, path: SpecPath, { derive }: Origins): Store {
  const rule = `default of ${store.kind} on ${store.engine}`;
  const fill = (written: object, defaults: object, at: SpecPath): object => {
    const filled = Object.entries(defaults).flatMap(([key, value]: [string, unknown]) => {
      const own: unknown = (written as Readonly<Record<string, unknown>>)[key];
      if (isOfOtherTag(key, written)) return [];
      if (own === undefined) return [[key, derive([...at, key], rule, value)]];
      return isMap(own) && isMap(value) && !isOtherImage(key, own) ? [[key, fill(own, value, [...at, key])]] : [];
    });
    return { ...written, ...Object.fromEntries(filled) };
  };
  const namespace = store.engine === "in-cluster" &&
    store.namespace === undefined && { namespace: derive([...path, "namespace"], ...usualNamespace(system, cluster)) };
  return { ...(fill(store, shapeOf(store)?.defaults ?? {}, path) as Store), ...namespace };
}

/** The digest of one tag is not the digest of another. */
function isOfOtherTag(key: string, written: object): boolean {
  return key === "digest" && "tag" in written;
}

/** The tag of one image says nothing about another. */
function isOtherImage(key: string, written: object): boolean {
  return key === "image" && "external" in written;
}
