import type { Address } from "../../../schema/graph/value.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Answer } from "./answer.ts";
import type { PodNetwork } from "./network.ts";
import { hasPort } from "./ports.ts";
import { holdsAll, holdsSome } from "./ranges.ts";

/** A pod that gets to a port of another. */
export interface Caller {
  readonly source: PodTemplate;
  readonly port: number;
  readonly answer: Exclude<Answer, { readonly reaches: "no" }>;
}

/** The pods that get to ports of another. */
export type CallersOf = (target: PodTemplate, ports: readonly number[]) => readonly Caller[];

/**
 * Looks only at the pods that the target's own policies let in, which are as many as their rules name; and where a rule
 * admits everybody, or there is none, only at those whose own policies let them out to it.
 */
export function callers(network: PodNetwork, pods: readonly PodTemplate[]): CallersOf {
  const byAddress = new Map(pods.map((pod) => [pod.address, pod]));
  let done: ReturnType<typeof pathsOut> | undefined;
  const out = (): ReturnType<typeof pathsOut> => {
    done ??= pathsOut(network, pods);
    return done;
  };
  return (target, ports) => {
    const links = network.linksOf(target, "ingress");
    return ports.flatMap((port) => {
      const open = (allowance: { readonly ports: Parameters<typeof hasPort>[0] }): boolean =>
        hasPort(allowance.ports, port, target);
      const admitsAll =
        !links.isIsolated ||
        links.hasUnknown ||
        links.everybody.some(open) ||
        links.ranges.some((range) => open(range) && network.nodes.ranges.some((cidr) => holdsSome(range.range, cidr)));
      const named = [...links.pods].filter(([, allowances]) => allowances.some(open)).map(([address]) => address);
      const sources = admitsAll ? out().to(target) : named.flatMap((address) => byAddress.get(address) ?? []);
      return sources.flatMap((source): Caller[] => {
        if (source.address === target.address) return [];
        const answer = network.toPod(source, target, port);
        return answer.reaches === "no" ? [] : [{ source, port, answer }];
      });
    });
  };
}

/** The pods whose own policies may let them out to a pod: those that name it, and those that name nobody. */
function pathsOut(network: PodNetwork, pods: readonly PodTemplate[]) {
  const named = new Map<Address, PodTemplate[]>();
  const toAnybody = new Set<PodTemplate>();
  for (const pod of pods) {
    const links = network.linksOf(pod, "egress");
    const holdsPods = links.ranges.some(({ range }) => network.nodes.ranges.some((cidr) => holdsAll(range, cidr)));
    if (!links.isIsolated || links.hasUnknown || links.everybody.length > 0 || holdsPods) toAnybody.add(pod);
    else
      for (const address of links.pods.keys()) {
        const list = named.get(address);
        if (list) list.push(pod);
        else named.set(address, [pod]);
      }
  }
  return { to: ({ address }: PodTemplate) => [...toAnybody, ...(named.get(address) ?? [])] };
}
