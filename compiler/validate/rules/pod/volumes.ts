import { parseQuantity } from "../../../../schema/catalogue/kubernetes-quantity.ts";
import type { Report } from "../../fault.ts";
import type { Volume, VolumeMount } from "../../kinds.ts";
import { checkClaimSpec } from "../claim-spec.ts";
import { checkName, dataKey, dnsLabel, dnsSubdomain } from "../names.ts";
import { checkRange } from "../numbers.ts";
import { checkOneOf, checkUnique } from "../unique.ts";

const help = "see https://kubernetes.io/docs/concepts/storage/volumes/";
const highestMode = 0o777;

/** The kinds of volumes that are still of use; the others were moved out of Kubernetes into drivers. */
const sources = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "hostPath",
  "image",
  "nfs",
  "persistentVolumeClaim",
  "projected",
  "secret",
] as const;

/** Reports volumes that Kubernetes refuses. */
export function checkVolumes(volumes: readonly Volume[], at: string, report: Report): void {
  checkUnique(
    volumes,
    ({ name }) => name,
    (index) => `${at}[${index}].name`,
    report,
  );
  volumes.forEach((volume, index) => {
    const place = `${at}[${index}]`;
    checkName(volume.name, dnsLabel, `${place}.name`, report);
    checkOneOf(volume, sources, place, report);
    checkSource(volume, place, report);
  });
}

function checkSource(volume: Volume, at: string, report: Report): void {
  const { configMap, secret, persistentVolumeClaim, hostPath, emptyDir, ephemeral } = volume;
  if (configMap) checkFiles(configMap, configMap.name, `${at}.configMap`, "name", report);
  if (secret) checkFiles(secret, secret.secretName, `${at}.secret`, "secretName", report);
  if (persistentVolumeClaim)
    checkName(persistentVolumeClaim.claimName, dnsSubdomain, `${at}.persistentVolumeClaim.claimName`, report);
  if (hostPath) checkHostPath(hostPath.path, `${at}.hostPath.path`, report);
  if (emptyDir && (parseQuantity(emptyDir.sizeLimit) ?? 0) < 0)
    report(`${at}.emptyDir.sizeLimit`, "must not be negative", help);
  if (ephemeral && !ephemeral.volumeClaimTemplate) report(`${at}.ephemeral.volumeClaimTemplate`, "is required", help);
  if (ephemeral?.volumeClaimTemplate)
    checkClaimSpec(ephemeral.volumeClaimTemplate.spec, `${at}.ephemeral.volumeClaimTemplate.spec`, report);
  checkProjected(volume, at, report);
}

interface Files {
  readonly defaultMode?: number;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
}

function checkFiles(files: Files, name: string | undefined, at: string, nameField: string, report: Report): void {
  if (!name) report(`${at}.${nameField}`, "is required", "name what the files come from");
  else checkName(name, dnsSubdomain, `${at}.${nameField}`, report);
  checkRange(files.defaultMode, 0, highestMode, `${at}.defaultMode`, report);
  files.items?.forEach(({ key, path, mode }, index) => {
    checkName(key, dataKey, `${at}.items[${index}].key`, report);
    checkRelativePath(path, `${at}.items[${index}].path`, report);
    checkRange(mode, 0, highestMode, `${at}.items[${index}].mode`, report);
  });
}

function checkProjected({ projected }: Volume, at: string, report: Report): void {
  checkRange(projected?.defaultMode, 0, highestMode, `${at}.projected.defaultMode`, report);
  projected?.sources?.forEach((source, index) => {
    const place = `${at}.projected.sources[${index}]`;
    checkOneOf(source, ["configMap", "downwardAPI", "secret", "serviceAccountToken"], place, report);
    if (source.configMap) checkFiles(source.configMap, source.configMap.name, `${place}.configMap`, "name", report);
    if (source.secret) checkFiles(source.secret, source.secret.name, `${place}.secret`, "name", report);
    if (!source.serviceAccountToken) return;
    checkRange(
      source.serviceAccountToken.expirationSeconds,
      600,
      2 ** 32,
      `${place}.serviceAccountToken.expirationSeconds`,
      report,
    );
    checkRelativePath(source.serviceAccountToken.path, `${place}.serviceAccountToken.path`, report);
  });
}

function checkHostPath(path: string, at: string, report: Report): void {
  if (path === "") report(at, "must not be empty", help);
  else if (path.split("/").includes("..")) report(at, `must not contain ".."`, help);
}

function checkRelativePath(path: string, at: string, report: Report): void {
  if (path === "") report(at, "must not be empty", help);
  else if (path.startsWith("/") || path.split("/").includes(".."))
    report(at, `"${path}" must be a path below the volume's root`, help);
}

/** Reports mounts that Kubernetes refuses, and those of a volume that the pod does not have. */
export function checkVolumeMounts(
  mounts: readonly VolumeMount[],
  volumes: ReadonlySet<string>,
  at: string,
  report: Report,
): void {
  checkUnique(
    mounts,
    ({ mountPath }) => mountPath,
    (index) => `${at}[${index}].mountPath`,
    report,
  );
  mounts.forEach(({ name, mountPath, subPath, subPathExpr }, index) => {
    const place = `${at}[${index}]`;
    if (!volumes.has(name)) report(`${place}.name`, `"${name}" is not a volume of the pod`, "declare the volume");
    if (mountPath === "" || mountPath.includes(":"))
      report(`${place}.mountPath`, `must be a path without ":", not "${mountPath}"`, help);
    if (subPath && subPathExpr) report(`${place}.subPathExpr`, "cannot stand beside subPath", "keep one of the two");
    if (subPath) checkRelativePath(subPath, `${place}.subPath`, report);
    if (subPathExpr) checkRelativePath(subPathExpr, `${place}.subPathExpr`, report);
  });
}
