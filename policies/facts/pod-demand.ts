import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Capacity, noCapacity, plus } from "./capacity.ts";
import { podRequest } from "./pod-request.ts";
import type { PodTemplate } from "./pod-templates.ts";
import { mostReplicas } from "./replicas.ts";

/** What the pods of a template ask for. */
export interface PodDemand {
  /** One pod. */
  readonly each: Capacity;
  /** As many pods as there may be at once. */
  readonly all: Capacity;
}

/** Tells what pods ask for; `undefined` where it is known only at apply. */
export function podDemands(graph: ResourceGraph): (pod: PodTemplate) => PodDemand | undefined {
  const most = mostReplicas(graph);
  return (pod) => {
    const [each, replicas] = [podRequest(graph, pod), most(pod.address)];
    if (!each || replicas === undefined) return undefined;
    return { each, all: plus(noCapacity, each, replicas) };
  };
}
