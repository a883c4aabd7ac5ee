import type { SpecPath } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import type { Service } from "../model/model.ts";
import type { Origins } from "./origins.ts";

type SpecService = Spec["services"][string];
type Resources = SpecService["sidecars"][string]["resources"];

/** The resources of a container with its memory limit. */
export function fillResources<Type extends Resources>(resources: Type, path: SpecPath, { derive }: Origins) {
  const memory =
    resources.limits.memory ??
    derive([...path, "resources", "limits", "memory"], "the memory request", resources.memory);
  return { ...resources, limits: { ...resources.limits, memory } };
}

/** The probes of a container, those of a port with the container's own where they name none. */
export function fillProbes(
  { probes, port }: Pick<SpecService, "probes" | "port">,
  path: SpecPath,
  origins: Origins,
): Service["probes"] {
  const kinds = ["liveness", "readiness", "startup"] as const;
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const probe = probes[kind];
      if (!probe || probe.command) return probe ? [[kind, probe]] : [];
      return [[kind, { ...probe, port: probe.port ?? servicePort(port, [...path, "probes", kind], origins) }]];
    }),
  );
}

/** The service's port, for what asks on it; 0 where there is none, which the checks refuse. */
export function servicePort(port: number | undefined, path: SpecPath, { derive }: Origins): number {
  return derive([...path, "port"], "the service's port", port ?? 0);
}
