import type { SpecPath } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { RuleResult } from "../rule.ts";
import { judgeNodes, type NodeVerdict, stepsFrom } from "./judge-nodes.ts";
import { show } from "./known.ts";
import { placesAmong } from "./node-placement.ts";
import type { DeployedPool, NodeGroup } from "./node-pools.ts";
import type { PodTemplate } from "./pod-templates.ts";

/** What runs for one part of the spec: the pods of a service with its jobs, those of a store with its backups. */
export interface Guest {
  readonly type: "service" | "store";
  readonly name: string;
  readonly target: SpecPath;
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
    const type = target[0] === "stores" ? "store" : "service";
    return { type, name: String(target.at(-1)), target, pods: own.map((pod) => place(pod, placesOf)), perhaps };
  });
}

/**
 * Asks one question of the pods of each template. What runs for one part of the spec has one verdict: the first that is
 * wrong, else the first that nobody can tell, else all that shows that nothing is. Pods that the question is not about
 * give `undefined`.
 */
export function judgeGuests(
  guests: readonly Guest[],
  judge: (placed: PlacedPods, guest: Guest) => NodeVerdict | undefined,
): RuleResult[] {
  return guests.flatMap((guest) => {
    const said = guest.pods.flatMap((placed) => {
      const verdict = judge(placed, guest);
      return verdict ? [{ pod: placed.pod, verdict: seenFrom(placed.pod.name, verdict) }] : [];
    });
    const worst =
      said.find(({ verdict }) => !("proof" in verdict || "unknown" in verdict)) ??
      said.find(({ verdict }) => "unknown" in verdict);
    const verdict = worst?.verdict ?? {
      proof: said.flatMap((each) => ("proof" in each.verdict ? each.verdict.proof : [])),
    };
    const { type, name, target: origin } = guest;
    const judged = [worst ?? said[0]].flatMap((one) => (one ? [{ type, name, origin, address: one.pod.address }] : []));
    return judgeNodes(judged, () => verdict);
  });
}

/** A verdict about the pods of a template, whose name is part of what is seen. */
function seenFrom(name: string, verdict: NodeVerdict): NodeVerdict {
  if ("unknown" in verdict) return { unknown: `${name}: ${verdict.unknown}` };
  if ("proof" in verdict) return { proof: stepsFrom(name, verdict.proof) };
  return verdict.map((fault) => ({ ...fault, seen: stepsFrom(name, fault.seen ?? fault.actual) }));
}

function place(pod: PodTemplate, placesOf: ReturnType<typeof placesAmong>): PlacedPods {
  const places = placesOf(pod.spec);
  const { [architectureLabel]: architecture, ...others } = pod.spec.nodeSelector ?? {};
  if (places.length > 0 || architecture === undefined) return { pod, places };
  const isElsewhere = placesOf({ ...pod.spec, nodeSelector: others }).length > 0;
  return { pod, places, ...(isElsewhere && { lackingArchitecture: show(architecture) }) };
}

const architectureLabel = "kubernetes.io/arch";
