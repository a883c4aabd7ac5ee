import type { ContainerSpec, PodSpec, PodTemplate } from "./pod-templates.ts";

/** A security context, and whose it is. */
export interface OwnedContext {
  /** `pod`, or `container api`. */
  readonly owner: string;
  /** What a message says of a container's: ` in container "api"`. Empty for the pod's. */
  readonly where: string;
  readonly context: NonNullable<PodSpec["securityContext"]> | NonNullable<ContainerSpec["securityContext"]>;
}

/**
 * The security contexts of a pod: its own, and those of its containers. The API server judges each by itself, also one
 * of the pod that every container overrules.
 */
export function securityContexts({ spec, containers }: PodTemplate): readonly OwnedContext[] {
  return [
    { owner: "pod", where: "", context: spec.securityContext },
    ...containers.map(({ name, spec: container }) => ({
      owner: `container ${name}`,
      where: ` in container "${name}"`,
      context: container.securityContext,
    })),
  ].flatMap(({ context, ...owned }) => (context ? [{ ...owned, context }] : []));
}
