import { shapeOf } from "../stores/registry.ts";
import type { Usable } from "./usable.ts";

/** A store is as its engine is. */
export const usableStore: Usable = {
  section: "stores",
  kind: "store",
  verbs: ["read", "write", "read-write"],
  needsAwsIdentity: ({ stores }, name) => {
    const store = stores[name];
    return store !== undefined && shapeOf(store)?.needsAwsIdentity === true;
  },
  variables: ({ stores }, name) => {
    const store = stores[name];
    return (store && shapeOf(store)?.variables(name, store)) ?? [];
  },
  deliversSecrets: ({ stores }, name) => {
    const store = stores[name];
    return store !== undefined && shapeOf(store)?.deliversSecrets === true;
  },
};
