import type { Address } from "../../../schema/graph/value.ts";
import { holds } from "../addresses.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { type Answer, alongHops } from "./answer.ts";
import type { PodNetwork } from "./network.ts";
import type { Allowance, PodLinks } from "./pod-links.ts";
import { hasPort } from "./ports.ts";

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
      const open = (allowance: Allowance): boolean => hasPort(allowance.ports, port, target) !== "no";
      const admitsAll = !links.isIsolated || namesNobody(network, links, open);
      const named = [...links.pods].filter(([, allowances]) => allowances.some(open)).map(([address]) => address);
      const sources = admitsAll ? out().to(target) : named.flatMap((address) => byAddress.get(address) ?? []);
      return sources.flatMap((source): Caller[] => {
        if (source.address === target.address) return [];
        const answer = alongHops(network.toPod(source, target, { port, extent: "any" }));
        return answer.reaches === "no" ? [] : [{ source, port, answer: from(source, answer) }];
      });
    });
  };
}

/** Whether rules mean pods without naming them: everybody, somebody unknown, or addresses that pods have. */
function namesNobody(
  { nodes }: PodNetwork,
  { everybody, unknown, ranges }: PodLinks,
  open: (allowance: Allowance) => boolean,
): boolean {
  const { place } = nodes.all;
  return (
    everybody.some(open) ||
    unknown.some(open) ||
    ranges.some((each) => open(each) && (!place || holds(each.range.addresses, place.addresses, "any")))
  );
}

/** The pods whose own policies may let them out to a pod: those that name it, and those that name nobody. */
function pathsOut(network: PodNetwork, pods: readonly PodTemplate[]) {
  const named = new Map<Address, PodTemplate[]>();
  const toAnybody = new Set<PodTemplate>();
  for (const pod of pods) {
    const links = network.linksOf(pod, "egress");
    if (!links.isIsolated || namesNobody(network, links, () => true)) toAnybody.add(pod);
    else
      for (const address of links.pods.keys()) {
        const list = named.get(address);
        if (list) list.push(pod);
        else named.set(address, [pod]);
      }
  }
  return { to: ({ address }: PodTemplate) => [...toAnybody, ...(named.get(address) ?? [])] };
}

function from({ name }: PodTemplate, answer: Caller["answer"]): Caller["answer"] {
  return { ...answer, steps: [`pod ${name}`, ...answer.steps] };
}
