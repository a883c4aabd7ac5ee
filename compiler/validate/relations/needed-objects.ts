import type { Inventory, Placed } from "./inventory.ts";
import { type PodReference, podReferences } from "./pod-references.ts";

/** What Kubernetes itself puts into every namespace. */
const builtIn = new Set(["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"]);

/** Reports what pods need and nothing in the graph makes: the pods would wait for it for ever. */
export function checkNeededObjects(inventory: Inventory): void {
  for (const podSet of inventory.podSets)
    for (const reference of podReferences(podSet)) {
      if (builtIn.has(`${reference.kind}/${reference.name}`)) continue;
      if (reference.kind === "Secret") checkSecret(podSet.owner, reference, inventory);
      else checkObject(podSet.owner, reference, inventory);
    }
}

function checkSecret(owner: Placed, { name, key, at }: PodReference, inventory: Inventory): void {
  const secret = inventory.secret(owner.namespace, name);
  if (!secret)
    owner.report(at, `"${name}" is not a Secret that an ExternalSecret of the namespace makes`, "declare it");
  else if (key !== undefined && secret.keys !== "any" && !secret.keys.has(key))
    owner.report(`${at}.key`, `"${key}" is not a key of the Secret "${name}"`, "name one of its keys");
}

function checkObject(owner: Placed, { kind, name, key, at }: PodReference, inventory: Inventory): void {
  if (kind === "Secret") return;
  const found = inventory.find(kind, owner.namespace, name);
  if (!found) {
    owner.report(at, `"${name}" is not a ${kind} of the namespace`, "declare it");
    return;
  }
  const { data = {}, binaryData = {} } = found.object as { readonly data?: object; readonly binaryData?: object };
  if (key !== undefined && !Object.hasOwn(data, key) && !Object.hasOwn(binaryData, key))
    owner.report(`${at}.key`, `"${key}" is not a key of the ${kind} "${name}"`, "name one of its keys");
}
