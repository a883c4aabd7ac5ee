import type { Workload } from "../workload.ts";
import type { Container, Volume } from "./container.ts";
import { mountedFiles } from "./files.ts";
import { jobFiles } from "./job-files.ts";
import { scratchVolumes } from "./scratch-volumes.ts";

type Mount = Extract<NonNullable<Container["volumeMounts"]>, readonly unknown[]>[number];

/** Volumes of a pod, and where its containers have them. */
export interface Mounted {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly Mount[];
}

/** What every pod of a workload has beside its writable directories and its data: volumes, files, manifests. */
export function mounted({ name, service, extras }: Workload): Mounted {
  const own = extras?.volumes ?? [];
  const parts: readonly Mounted[] = [
    {
      volumes: own.map(({ volume }) => volume),
      mounts: own.map(({ volume, mountPath }) => ({ name: volume.name, mountPath })),
    },
    scratchVolumes(service),
    mountedFiles(name, service),
    jobFiles(service),
  ];
  return { volumes: parts.flatMap(({ volumes }) => volumes), mounts: parts.flatMap(({ mounts }) => mounts) };
}
