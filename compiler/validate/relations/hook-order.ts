import type { Inventory, Placed } from "./inventory.ts";
import { type PodReference, podReferences } from "./pod-references.ts";

/**
 * Reports what a hook needs before an installation and its own release only makes afterwards: the first installation
 * would wait for it until it times out. https://helm.sh/docs/topics/charts_hooks/
 */
export function checkHookOrder(inventory: Inventory): void {
  for (const podSet of inventory.podSets) {
    const { owner } = podSet;
    const weight = weightOf(owner);
    if (weight === undefined) continue;
    for (const reference of podReferences(podSet)) {
      const needed = findNeeded(owner.namespace, reference, inventory);
      if (needed?.release !== owner.release || (weightOf(needed) ?? weight) < weight) continue;
      owner.report(
        reference.at,
        `"${reference.name}" is not there yet when this hook runs before the installation`,
        "make it a hook with a lower weight, or put it into an earlier release",
      );
    }
  }
}

function findNeeded(namespace: string, { kind, name }: PodReference, inventory: Inventory): Placed | undefined {
  return kind === "Secret" ? inventory.secret(namespace, name)?.maker : inventory.find(kind, namespace, name);
}

/** The weight of a hook that runs before an installation; anything else has none. */
function weightOf({ object: { metadata } }: Placed): number | undefined {
  const { "helm.sh/hook": hook = "", "helm.sh/hook-weight": weight = "0" } = metadata.annotations ?? {};
  return hook.split(",").some((moment) => moment.trim() === "pre-install") ? Number(weight) : undefined;
}
