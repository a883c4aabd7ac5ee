import type { Manifest } from "./graph-of.ts";

interface OfficialModel {
  new (data: Manifest): { validate(): void };
}

const externalSecrets = "external-secrets.io/v1";

/** Whether the validators that kubernetes-models comes with accept an object. */
export async function isOfficiallyValid(manifest: Manifest): Promise<boolean> {
  const { apiVersion, kind } = manifest;
  const group = apiVersion === externalSecrets ? "@kubernetes-models/external-secrets" : "kubernetes-models";
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
