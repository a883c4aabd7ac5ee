import type { Manifest } from "./graph-of.ts";

interface OfficialModel {
  new (data: Manifest): { validate(): void };
}

/** The package that has the schemas of a group of custom resources. */
const packages: Readonly<Record<string, string>> = {
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "generators.external-secrets.io": "@kubernetes-models/external-secrets",
  // Kyverno carries the schema of the Kubernetes policy group's reports.
  "wgpolicyk8s.io": "@kubernetes-models/kyverno",
  "openreports.io": "@kubernetes-models/kyverno",
};

/** Whether an object is of a group of custom resources: those of Kubernetes have no dot, or end in `k8s.io`. */
export function isCustomResource({ apiVersion }: Pick<Manifest, "apiVersion">): boolean {
  const [group = "", version] = apiVersion.split("/");
  return version !== undefined && group.includes(".") && !/^[a-z.]*\bk8s\.io$/.test(group);
}

/** Whether the official schema of an object's kind is installed. */
export function hasOfficialSchema(manifest: Pick<Manifest, "apiVersion">): boolean {
  return !isCustomResource(manifest) || (manifest.apiVersion.split("/", 1)[0] ?? "") in packages;
}

/** Whether the validators that kubernetes-models comes with accept an object. */
export async function isOfficiallyValid(manifest: Manifest): Promise<boolean> {
  const { apiVersion, kind } = manifest;
  const group = packages[apiVersion.split("/", 1)[0] ?? ""] ?? "kubernetes-models";
  const models = (await import(`${group}/${apiVersion}`)) as Readonly<Record<string, OfficialModel>>;
  const Model = models[kind];
  if (!Model) throw new Error(`${group} has no ${apiVersion} ${kind}`);
  try {
    new Model(manifest).validate();
    return true;
  } catch {
    return false;
  }
}
