import type { Service } from "../../schema/model/model.ts";
import { gpuResource } from "../../schema/model/node-pool.ts";
import { scratchRequest } from "./scratch-volumes.ts";

/** What a container asks for and may take. A GPU is asked for by its limit: the request of such a resource is the same. */
export function resourcesOf(service: Service) {
  const { cpu, memory, gpu, limits } = service.resources;
  return {
    requests: { cpu, memory, ...scratchRequest(service) },
    limits: {
      ...(limits.cpu && { cpu: limits.cpu }),
      memory: limits.memory,
      ...(gpu !== undefined && { [gpuResource]: gpu }),
    },
  };
}

/** A service for a job that waits for no GPU: the pods that it goes before may have the last. */
export function withoutGpu({ resources: { gpu: _, ...resources }, ...service }: Service): Service {
  return { ...service, resources };
}
