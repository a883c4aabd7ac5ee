import { parseBytes } from "../../schema/catalogue/quantity.ts";
import type { Service } from "../../schema/model/model.ts";

type Volumes = Pick<Service, "volumes">;

/** Empty volumes that go with the pod. https://kubernetes.io/docs/concepts/storage/volumes/#emptydir */
export function scratchVolumes({ volumes }: Volumes) {
  const entries = Object.entries(volumes);
  return {
    volumes: entries.map(([name, { size, memory }]) => ({
      name: scratchVolume(name),
      emptyDir: { ...(memory && { medium: "Memory" }), sizeLimit: size },
    })),
    mounts: entries.map(([name, { mountPath }]) => ({ name: scratchVolume(name), mountPath })),
  };
}

/**
 * What the volumes on the node's disk take of it, so that the scheduler finds a node that has it.
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage
 */
export function scratchRequest({ volumes }: Volumes): { "ephemeral-storage"?: string } {
  const sizes = Object.values(volumes).flatMap(({ size, memory }) => (memory ? [] : [parseBytes(size)]));
  if (sizes.length === 0) return {};
  return { "ephemeral-storage": `${Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20)}Mi` };
}

/** The name of a volume in a pod, where others have names of ours. */
export function scratchVolume(name: string): string {
  return `volume-${name}`;
}
