import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { type Capacity, noCapacity, plus } from "./capacity.ts";
import { known } from "./known.ts";
import { podRequest } from "./pod-request.ts";
import type { PodTemplate } from "./pod-templates.ts";
import { mostReplicas } from "./replicas.ts";

/** What the pods of a template ask for. */
export interface PodDemand {
  /** One pod. */
  readonly each: Capacity;
  /** As many pods as there may be while nothing is released. */
  readonly staying: Capacity;
  /** What a release needs room for beside that, for a while. */
  readonly passing: Capacity;
}

/** Tells what pods ask for; `undefined` where it is known only at apply. */
export function podDemands(graph: ResourceGraph): (pod: PodTemplate) => PodDemand | undefined {
  const most = mostReplicas(graph);
  return (pod) => {
    const [each, replicas] = [podRequest(graph, pod), most(pod.address)];
    if (!each || replicas === undefined) return undefined;
    const node = graph.node(pod.address);
    const all = plus(noCapacity, each, replicas);
    if (node?.type === "Job" && isHook(node)) return { each, staying: noCapacity, passing: all };
    const hasSuccessor = node?.type === "Deployment" && startsBeforeOneEnds(graph, node, replicas);
    return { each, staying: all, passing: hasSuccessor ? each : noCapacity };
  };
}

/** Helm runs it before or after the rest of a release, and waits for its end. https://helm.sh/docs/topics/charts_hooks/ */
function isHook({ object }: KubernetesNode<"Job">): boolean {
  return object.metadata?.annotations?.["helm.sh/hook" as never] !== undefined;
}

/**
 * Whether no pod of a Deployment goes before another is ready. However many pods more it may have meanwhile, with room
 * for one of them a rollout comes to its end.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
function startsBeforeOneEnds(
  graph: ResourceGraph,
  { object }: KubernetesNode<"Deployment">,
  replicas: number,
): boolean {
  const { type = "RollingUpdate", rollingUpdate = {} } = object.spec?.strategy ?? {};
  const { maxUnavailable = "25%", maxSurge = "25%" } = rollingUpdate as Readonly<Record<string, unknown>>;
  if (type !== "RollingUpdate" || replicas === 0) return false;
  const [gone, more] = [maxUnavailable, maxSurge].map((amount) => shareOf(known(graph, amount), replicas));
  // Where it allows neither, Kubernetes lets one pod go. What is known only at apply is no number, and may be none.
  return !(Math.floor(Number(gone)) >= 1) && !(Number(more) <= 0);
}

/** A number, or a percentage of the replicas. */
function shareOf(amount: unknown, replicas: number): number {
  const text = String(amount);
  return text.endsWith("%") ? (Number(text.slice(0, -1)) / 100) * replicas : Number(text);
}
