import { parseQuantity } from "../../schema/catalogue/kubernetes-quantity.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { gpuResource } from "../../schema/model/node-pool.ts";
import { type Capacity, most, noCapacity, plus } from "./capacity.ts";
import { known } from "./known.ts";
import type { ContainerSpec, PodTemplate } from "./pod-templates.ts";

/**
 * What one pod asks for, with its sidecars; where a container that runs first, beside the sidecars before it, asks for
 * more, that. `undefined` when it is known only at apply.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podRequest(graph: ResourceGraph, { containers, isComplete }: PodTemplate): Capacity | undefined {
  const asked = containers.map(({ role, spec }) => ({ role, request: containerRequest(graph, spec) }));
  if (!isComplete || asked.some(({ request }) => !request)) return undefined;
  const sum = (roles: readonly string[], until = asked.length): Capacity =>
    asked
      .slice(0, until)
      .reduce(
        (total, { role, request }) => (request && roles.includes(role) ? plus(total, request) : total),
        noCapacity,
      );
  const starting = asked.flatMap(({ role, request }, index) =>
    request && role === "init" ? [plus(sum(["sidecar"], index), request)] : [],
  );
  return { ...most([sum(["main", "sidecar"]), ...starting]), pods: 1 };
}

/** Where only a limit is said, it is the request, too. */
function containerRequest(graph: ResourceGraph, { resources }: ContainerSpec): Capacity | undefined {
  const { requests = {}, limits = {} } = (resources ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  const amount = (name: string): number | undefined => parseQuantity(known(graph, requests[name] ?? limits[name] ?? 0));
  const [cpu, memory, gpus] = [amount("cpu"), amount("memory"), amount(gpuResource)];
  if (cpu === undefined || memory === undefined || gpus === undefined) return undefined;
  // Kubernetes rounds up to whole millicores; a product of fractions may be a hair above its own.
  return { millicores: Math.ceil(cpu * 1000 - 1e-6), memory: memory / 2 ** 20, pods: 0, gpus };
}
