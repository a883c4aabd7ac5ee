import { variableStem } from "../catalogue/variable-stem.ts";
import { workloadKind } from "../model/workload.ts";
import type { Usable } from "./usable.ts";

/** Another service of the system, inside the cluster. */
export const usableService: Usable = {
  section: "services",
  kind: "service",
  verbs: ["connect", "run", "exec"],
  needsAwsIdentity: () => false,
  variables: ({ services }, name) => {
    const service = services[name];
    const stem = variableStem(name);
    return service && workloadKind(service) === "JobTemplate"
      ? [`${stem}_JOB_FILE`, `${stem}_NAMESPACE`]
      : [`${stem}_URL`];
  },
  deliversSecrets: () => false,
};
