import { variableStem } from "../catalogue/variable-stem.ts";
import type { Usable } from "./usable.ts";

/** A secret that a service reads by itself, at run time. */
export const usableSecret: Usable = {
  section: "secrets",
  kind: "secret",
  verbs: ["read"],
  needsAwsIdentity: () => true,
  variables: (_, name) => [`${variableStem(name)}_SECRET_ARN`],
  deliversSecrets: () => false,
};
