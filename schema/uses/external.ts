import { variableStem } from "../catalogue/variable-stem.ts";
import type { Usable } from "./usable.ts";

/** A host elsewhere. It has a URL where its port is that of HTTPS. */
export const usableExternal: Usable = {
  section: "external",
  kind: "host elsewhere",
  verbs: ["connect"],
  needsAwsIdentity: () => false,
  variables: ({ external }, name) => {
    const ends = external[name]?.port === 443 ? ["HOST", "PORT", "URL"] : ["HOST", "PORT"];
    return ends.map((end) => `${variableStem(name)}_${end}`);
  },
  deliversSecrets: () => false,
};
