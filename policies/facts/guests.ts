import type { SpecPath } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { groupBy } from "./group-by.ts";
import { show } from "./known.ts";
import { placesAmong } from "./node-placement.ts";
import type { DeployedPool, NodeGroup } from "./node-pools.ts";
import type { PodTemplate } from "./pod-templates.ts";

/** What runs for one part of the spec: the pods of a service with its jobs, those of a store with its backups. */
export interface Guest {
  readonly target: SpecPath;
  /** For people: `service "api"`, `store "orders"`. */
  readonly label: string;
  readonly pods: readonly PlacedPods[];
  /** The pools of which nobody can tell before apply whether the pods come to them. */
  readonly perhaps: readonly string[];
}

/** The pods of a template, with the node groups whose nodes they may come to. */
export interface PlacedPods {
  readonly pod: PodTemplate;
  readonly places: readonly NodeGroup[];
  /** The processor that they are bound to, where nothing but that keeps them from every node. */
  readonly lackingArchitecture?: string;
}

/** Every pod of a graph with its places, by the part of the spec that it is for. */
export function guestsOf(pods: readonly PodTemplate[], pools: readonly DeployedPool[]): readonly Guest[] {
  const placesOf = placesAmong(pools.flatMap(({ groups = [] }) => groups));
  const perhaps = pools.flatMap(({ name, groups }) => (groups ? [] : [name]));
  return [...groupBy(pods, ({ target }) => formatSpecPath(target)).values()].map((own) => {
    const target = own[0]?.target ?? [];
    const label = `${target[0] === "stores" ? "store" : "service"} "${target.at(-1)}"`;
    return { target, label, pods: own.map((pod) => place(pod, placesOf)), perhaps };
  });
}

function place(pod: PodTemplate, placesOf: ReturnType<typeof placesAmong>): PlacedPods {
  const places = placesOf(pod.spec);
  const { [architectureLabel]: architecture, ...others } = pod.spec.nodeSelector ?? {};
  if (places.length > 0 || architecture === undefined) return { pod, places };
  const isElsewhere = placesOf({ ...pod.spec, nodeSelector: others }).length > 0;
  return { pod, places, ...(isElsewhere && { lackingArchitecture: show(architecture) }) };
}

const architectureLabel = "kubernetes.io/arch";
