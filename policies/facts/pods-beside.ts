import type { SpecPath } from "../../schema/finding.ts";
import type { KubernetesNode } from "../../schema/graph/graph.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { objectName, type PodTemplate } from "./pod-templates.ts";
import { specItem } from "./spec-item.ts";

/** What else runs where a role lets somebody start or enter pods. */
export interface PodsBeside {
  readonly namespace: string;
  /** The service that the line of `uses` behind the role names. */
  readonly meant: string;
  /** Whatever else has pods there, by its name in the spec. */
  readonly others: readonly string[];
}

/**
 * Kubernetes allows Jobs and shells by namespace: who may start Jobs in one can start them with every service account
 * and every secret of it, and who may open shells gets into every pod.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
 */
export function podsBeside(role: KubernetesNode<"Role">, pods: readonly PodTemplate[]): PodsBeside {
  const { namespace } = objectName(role);
  // The line of `uses` names what may be started; a role from elsewhere is for its own part of the spec.
  const isEdge = role.origin[2] === "uses";
  const meant: SpecPath = isEdge ? ["services", String(role.origin[3])] : specItem(role.origin);
  const others = pods.filter(
    (pod) => pod.namespace === namespace && formatSpecPath(pod.target) !== formatSpecPath(meant),
  );
  return {
    namespace,
    meant: String(meant.at(-1)),
    others: [...new Set(others.map((pod) => String(pod.target.at(-1))))].sort(),
  };
}
