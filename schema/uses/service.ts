import { variableStem } from "../catalogue/variable-stem.ts";
import type { Usable } from "./usable.ts";

/** Another service of the system, inside the cluster. */
export const usableService: Usable = {
  section: "services",
  kind: "service",
  verbs: ["connect"],
  needsAwsIdentity: () => false,
  variables: (_, name) => [`${variableStem(name)}_URL`],
  deliversSecrets: () => false,
};
