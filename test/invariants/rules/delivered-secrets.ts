import {
  type Data,
  type Emitted,
  type EmittedObject,
  nameOf,
  namespaceOf,
  objectsOfKind,
  titleOf,
} from "../emitted.ts";
import { bindingsOf } from "../identity-bindings.ts";
import type { Invariant } from "../invariant.ts";
import { list, podsOf } from "../pods.ts";

/** A variable whose secret nobody delivers keeps its pod from starting. */
export const deliveredSecrets: Invariant = {
  name: "every secret that a pod reads is delivered, by a store that acts with a role",
  check: (emitted) => [...undelivered(emitted), ...withoutStore(emitted), ...withoutRole(emitted)],
};

function undelivered(emitted: Emitted): string[] {
  const delivered = new Set(
    objectsOfKind(emitted, "ExternalSecret").flatMap(({ manifest }) => {
      const spec = manifest["spec"] as Data;
      const name = (spec["target"] as Data | undefined)?.["name"] ?? nameOf(manifest);
      const written = Object.keys((((spec["target"] as Data)["template"] as Data | undefined)?.["data"] ?? {}) as Data);
      const keys = [...list(spec["data"]).map(({ secretKey }) => secretKey), ...written];
      return [...(spec["dataFrom"] ? ["*"] : []), ...keys].map((key) => `${namespaceOf(manifest)}/${name}/${key}`);
    }),
  );
  return podsOf(emitted).flatMap(({ title, namespace, containers }) =>
    containers
      .flatMap((container) => list(container["env"]))
      .map(({ valueFrom }) => (valueFrom as Data | undefined)?.["secretKeyRef"] as Data | undefined)
      .filter((reference) => reference !== undefined)
      .filter(
        ({ name, key }) => !delivered.has(`${namespace}/${name}/${key}`) && !delivered.has(`${namespace}/${name}/*`),
      )
      .map(({ name, key }) => `${title} reads ${key} of the secret ${name}, which nobody delivers`),
  );
}

function withoutStore(emitted: Emitted): string[] {
  const stores = new Set(
    objectsOfKind(emitted, "SecretStore").map(({ manifest }) => `${namespaceOf(manifest)}/${nameOf(manifest)}`),
  );
  return objectsOfKind(emitted, "ExternalSecret").flatMap((object) => {
    const reference = (object.manifest["spec"] as Data)["secretStoreRef"] as Data | undefined;
    return !reference || stores.has(`${namespaceOf(object.manifest)}/${reference["name"]}`)
      ? []
      : [`${titleOf(object)} has no store`];
  });
}

function withoutRole(emitted: Emitted): string[] {
  const bindings = bindingsOf(emitted).filter(({ way }) => way === "irsa");
  return objectsOfKind(emitted, "SecretStore")
    .filter(
      (store) =>
        !bindings.some(
          ({ namespace, account }) => namespace === namespaceOf(store.manifest) && account === accountOf(store),
        ),
    )
    .map((store) => `${titleOf(store)} acts with ${accountOf(store)}, which has no role`);
}

function accountOf({ manifest }: EmittedObject): unknown {
  const path = ["spec", "provider", "aws", "auth", "jwt", "serviceAccountRef", "name"];
  return path.reduce<unknown>((data, key) => (data as Data | undefined)?.[key], manifest);
}
