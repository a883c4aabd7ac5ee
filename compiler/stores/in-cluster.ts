import type * as z from "zod";
import { service } from "../../schema/language/service.ts";
import type { Service } from "../../schema/model/model.ts";
import type { SpecStore } from "../../schema/stores/store-shape.ts";

/** What every store in the cluster says of its pods. */
export type InClusterStore = { readonly namespace: string } & {
  readonly [Key in "image" | "resources" | "storage"]-?: NonNullable<SpecStore[Key]>;
} & Pick<SpecStore, "nodePool" | "secret" | "storageClass">;

/** A service as a spec would write it, with what a spec cannot leave out of a resolved one. */
type Written = Omit<z.input<typeof service>, "identity" | "image" | "namespace" | "nodePool">;

/**
 * What runs for a store, as a service: hardened like every other, without an AWS identity. The language's own defaults
 * fill in what is not said here.
 */
export function storeService({ namespace, nodePool, image, resources }: InClusterStore, written: Written): Service {
  const { cpu, memory } = resources;
  const filled = service.parse({
    resources: { cpu, memory, limits: { memory } },
    ...written,
    image: { ...image, platforms: ["linux/amd64", "linux/arm64"] },
    namespace,
    nodePool,
    identity: "none",
  });
  // Everything that resolve fills in is said above.
  return filled as Service;
}

/** The name in DNS of a store in the cluster. */
export function hostOf(name: string, { namespace }: Pick<InClusterStore, "namespace">): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/** The names in DNS of each pod of a store, which stay when the pods' addresses do not. */
export function podHostsOf(name: string, { namespace }: Pick<InClusterStore, "namespace">, pods: number): string[] {
  return Array.from({ length: pods }, (_, index) => `${name}-${index}.${name}-headless.${namespace}.svc.cluster.local`);
}
