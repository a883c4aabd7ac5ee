import { type Data, type Emitted, nameOf, namespaceOf, objectsOfKind, resourcesOf, titleOf } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";
import { list, podsOf } from "../pods.ts";

/** A claim of a class that does not exist waits for ever. A class that the spec names is somebody else's to make. */
export const storageClasses: Invariant = {
  name: "every volume is of a class that exists or that the spec names, and every claim of a pod is made",
  check: (emitted) => {
    const classes = new Set([...madeClasses(emitted), ...namedClasses(emitted)]);
    return [
      ...claims(emitted)
        .filter(({ spec }) => !classes.has(String(spec["storageClassName"])))
        .map(({ title, spec }) => `${title}: there is no storage class "${spec["storageClassName"]}"`),
      ...missingClaims(emitted),
    ];
  },
};

function madeClasses(emitted: Emitted): string[] {
  return resourcesOf(emitted, "kubernetes_storage_class_v1").map(({ body }) =>
    String(([body["metadata"]].flat()[0] as Data)["name"]),
  );
}

/** Every `storageClass` that the spec says, wherever it does. */
function namedClasses({ model }: Emitted): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "storageClass" && typeof inner === "string") found.push(inner);
      visit(inner);
    }
  };
  visit(model.source.value);
  return found;
}

function claims(emitted: Emitted): { readonly title: string; readonly spec: Data }[] {
  const templates = objectsOfKind(emitted, "StatefulSet").flatMap((object) =>
    list((object.manifest["spec"] as Data)["volumeClaimTemplates"]).map((claim) => ({
      title: titleOf(object),
      spec: claim["spec"] as Data,
    })),
  );
  const own = objectsOfKind(emitted, "PersistentVolumeClaim").map((object) => ({
    title: titleOf(object),
    spec: object.manifest["spec"] as Data,
  }));
  return [...templates, ...own];
}

function missingClaims(emitted: Emitted): string[] {
  const made = new Set(
    objectsOfKind(emitted, "PersistentVolumeClaim").map(
      ({ manifest }) => `${namespaceOf(manifest)}/${nameOf(manifest)}`,
    ),
  );
  return podsOf(emitted).flatMap(({ title, namespace, spec }) =>
    list(spec["volumes"])
      .flatMap((volume) => (volume["persistentVolumeClaim"] as Data | undefined)?.["claimName"] ?? [])
      .filter((claim) => !made.has(`${namespace}/${claim}`))
      .map((claim) => `${title}: there is no claim "${claim}"`),
  );
}
