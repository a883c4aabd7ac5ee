import { awsTargets } from "../uses/registry.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** A service without an AWS identity uses nothing of AWS: the node's identity is not for pods. */
export const checkIdentity: DraftCheck = ({ spec }) =>
  Object.entries(spec.services).flatMap(([name, { identity, uses }]) => {
    if (identity !== "none") return [];
    return awsTargets(spec, uses).map((target) =>
      conflict(
        ["services", name, "identity"],
        `the service "${name}" has no AWS identity, and "uses.${target}: ${uses[target]}" needs one`,
        'set "identity" to "irsa" or "pod-identity", or remove the edge',
      ),
    );
  });
