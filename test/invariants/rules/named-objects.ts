import {
  type Data,
  type Emitted,
  type EmittedObject,
  nameOf,
  namespaceOf,
  objectsOfKind,
  titleOf,
} from "../emitted.ts";
import type { Invariant } from "../invariant.ts";
import { list, podsOf } from "../pods.ts";

/** Kubernetes takes an object that names another which is not there, and waits or refuses without a word. */
export const namedObjects: Invariant = {
  name: "every object that another one names is there",
  check: (emitted) => [...bindings(emitted), ...targets(emitted), ...files(emitted)],
};

function isThere(emitted: Emitted, kind: unknown, namespace: unknown, name: unknown): boolean {
  return objectsOfKind(emitted, String(kind)).some(
    ({ manifest }) => nameOf(manifest) === name && namespaceOf(manifest) === namespace,
  );
}

function bindings(emitted: Emitted): string[] {
  return objectsOfKind(emitted, "RoleBinding").flatMap((object) => {
    const { roleRef, subjects } = object.manifest as { readonly roleRef?: Data; readonly subjects?: unknown };
    const own = namespaceOf(object.manifest);
    const missing = list(subjects).filter(
      ({ kind, namespace = own, name }) => !isThere(emitted, kind, namespace, name),
    );
    return [
      ...(roleRef?.["kind"] === "ClusterRole" || isThere(emitted, "Role", own, roleRef?.["name"])
        ? []
        : [missed(object, roleRef)]),
      ...missing.map((subject) => missed(object, subject)),
    ];
  });
}

function targets(emitted: Emitted): string[] {
  return objectsOfKind(emitted, "HorizontalPodAutoscaler").flatMap((object) => {
    const target = (object.manifest["spec"] as Data)["scaleTargetRef"] as Data;
    return isThere(emitted, target["kind"], namespaceOf(object.manifest), target["name"])
      ? []
      : [missed(object, target)];
  });
}

function missed(object: EmittedObject, name: unknown): string {
  return `${titleOf(object)} names ${JSON.stringify(name)}, which is not there`;
}

/** ConfigMaps that pods mount. */
function files(emitted: Emitted): string[] {
  return podsOf(emitted).flatMap(({ title, namespace, spec }) =>
    list(spec["volumes"])
      .flatMap((volume) => [volume, ...list((volume["projected"] as Data | undefined)?.["sources"])])
      .map(({ configMap }) => configMap as Data | undefined)
      .filter((map) => map !== undefined && !isThere(emitted, "ConfigMap", namespace, map["name"]))
      .map((map) => `${title} mounts ${map?.["name"]}, which is not there`),
  );
}
