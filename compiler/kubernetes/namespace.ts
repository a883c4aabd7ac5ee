import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { StackName } from "../context.ts";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = "restricted" | "baseline" | "privileged";

/** A namespace that refuses, warns of and audits pods that break a Pod Security Standard. */
export function namespace(
  stack: StackName,
  name: string,
  origin: SpecPath,
  level: PodSecurity,
): TerraformNode<"kubernetes_namespace_v1"> {
  const labels = {
    "app.kubernetes.io/managed-by": "groundplan",
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": level,
    "pod-security.kubernetes.io/audit": level,
  };
  return terraform("kubernetes_namespace_v1", { stack, name, origin, config: { metadata: { name, labels } } });
}
