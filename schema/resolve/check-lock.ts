import { minorsAhead } from "../catalogue/kubernetes-versions.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/**
 * EKS upgrades a cluster one minor version at a time, and never takes one back.
 * https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
 */
export const checkLock: DraftCheck = ({ spec, name, locked }) => {
  const from = locked?.clusters[name];
  const to = spec.cluster.version;
  if (from === undefined) return [];
  const ahead = minorsAhead(from, to);
  const path = ["cluster", "version"];
  if (ahead > 1)
    return [
      conflict(
        path,
        `the cluster of "${name}" is locked to Kubernetes ${from}, and cannot go to ${to} at once`,
        "go up one minor version at a time: deploy, write the lock with `groundplan lock`, and take the next",
      ),
    ];
  if (ahead < 0)
    return [
      conflict(
        path,
        `the cluster of "${name}" is locked to Kubernetes ${from}, and cannot go back to ${to}`,
        `write "${from}", or remove the cluster's line from the lock if the cluster was never made`,
      ),
    ];
  return [];
};
