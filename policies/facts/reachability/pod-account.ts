import { isReference, isTemplate } from "../../../schema/graph/value.ts";
import type { PodTemplate } from "../pod-templates.ts";

/**
 * The service account that a pod runs as, as `namespace/name`: its namespace's own where it names none. `undefined`
 * when it is known only at apply. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
 */
export function podAccount({ namespace, spec }: Pick<PodTemplate, "namespace" | "spec">): string | undefined {
  const name: unknown = spec.serviceAccountName ?? "default";
  return isReference(name) || isTemplate(name) ? undefined : `${namespace}/${String(name)}`;
}
