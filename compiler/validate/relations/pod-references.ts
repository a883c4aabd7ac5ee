import type { Container, Volume } from "../kinds.ts";
import type { PodSet } from "./pod-index.ts";

/** Something that a pod needs by name before it can start. */
export interface PodReference {
  readonly kind: "ConfigMap" | "PersistentVolumeClaim" | "Secret" | "ServiceAccount";
  readonly name: string;
  /** The one key of it that is needed. */
  readonly key?: string;
  /** The field that names it, or that holds name and key. */
  readonly at: string;
}

interface Named {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** Everything in its namespace that a pod cannot start without. */
export function podReferences({ spec, at }: PodSet): readonly PodReference[] {
  const found: PodReference[] = [];
  const add = (kind: PodReference["kind"], reference: Named | undefined, place: string): void => {
    if (!reference || reference.optional) return;
    const { name = "", key } = reference;
    found.push({ kind, name, at: place, ...(key !== undefined && { key }) });
  };
  if (spec.serviceAccountName) add("ServiceAccount", { name: spec.serviceAccountName }, `${at}.serviceAccountName`);
  spec.imagePullSecrets?.forEach((secret, index) => {
    add("Secret", secret, `${at}.imagePullSecrets[${index}].name`);
  });
  spec.volumes?.forEach((volume, index) => {
    addVolume(volume, `${at}.volumes[${index}]`, add);
  });
  for (const list of ["containers", "initContainers"] as const)
    spec[list]?.forEach((container, index) => {
      addEnvironment(container, `${at}.${list}[${index}]`, add);
    });
  return found;
}

type Add = (kind: PodReference["kind"], reference: Named | undefined, at: string) => void;

function addEnvironment({ env, envFrom }: Container, at: string, add: Add): void {
  env?.forEach(({ valueFrom }, index) => {
    add("Secret", valueFrom?.secretKeyRef, `${at}.env[${index}].valueFrom.secretKeyRef`);
    add("ConfigMap", valueFrom?.configMapKeyRef, `${at}.env[${index}].valueFrom.configMapKeyRef`);
  });
  envFrom?.forEach(({ secretRef, configMapRef }, index) => {
    add("Secret", secretRef, `${at}.envFrom[${index}].secretRef`);
    add("ConfigMap", configMapRef, `${at}.envFrom[${index}].configMapRef`);
  });
}

function addVolume({ configMap, persistentVolumeClaim, projected, secret }: Volume, at: string, add: Add): void {
  add("ConfigMap", configMap, `${at}.configMap`);
  add("Secret", secret && { name: secret.secretName ?? "", optional: secret.optional === true }, `${at}.secret`);
  add(
    "PersistentVolumeClaim",
    persistentVolumeClaim && { name: persistentVolumeClaim.claimName },
    `${at}.persistentVolumeClaim.claimName`,
  );
  projected?.sources?.forEach((source, index) => {
    add("ConfigMap", source.configMap, `${at}.projected.sources[${index}].configMap`);
    add("Secret", source.secret, `${at}.projected.sources[${index}].secret`);
  });
}
