import type { SpecPath } from "../../schema/finding.ts";
import type { NamespaceNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { StackName } from "../context.ts";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = "restricted" | "baseline" | "privileged";

/** A namespace that refuses, warns of and audits pods that break a Pod Security Standard. */
export function namespace(stack: StackName, name: string, origin: SpecPath, level: PodSecurity): NamespaceNode {
  const labels = {
    "app.kubernetes.io/managed-by": "groundplan",
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": level,
    "pod-security.kubernetes.io/audit": level,
  };
  // Every cluster has it from its first minute: it cannot be made once more, and lives as long as the cluster.
  if (name === "default")
    return terraform("kubernetes_labels", {
      stack,
      name: `namespace_${name}`,
      origin,
      config: { apiVersion: "v1", kind: "Namespace", metadata: { name }, labels, force: true },
    });
  return terraform("kubernetes_namespace_v1", { stack, name, origin, config: { metadata: { name, labels } } });
}
