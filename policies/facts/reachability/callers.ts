import type { Address } from "../../../schema/graph/value.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Answer } from "./answer.ts";
import type { PodNetwork } from "./network.ts";
import { hasPort } from "./ports.ts";
import { holdsSome } from "./ranges.ts";

/** A pod that gets to a port of another. */
export interface Caller {
  readonly source: PodTemplate;
  readonly port: number;
  readonly answer: Exclude<Answer, { readonly reaches: "no" }>;
}

/**
 * The pods that get to ports of another. Only those are looked at that the pod's own policies let in, which are as many
 * as the rules name: all pods only where a rule admits everybody, or there is no rule.
 */
export function callersOf(
  network: PodNetwork,
  pods: readonly PodTemplate[],
  byAddress: ReadonlyMap<Address, PodTemplate>,
  target: PodTemplate,
  ports: readonly number[],
): readonly Caller[] {
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
    const sources = admitsAll ? pods : named.flatMap((address) => byAddress.get(address) ?? []);
    return sources.flatMap((source): Caller[] => {
      if (source.address === target.address) return [];
      const answer = network.toPod(source, target, port);
      return answer.reaches === "no" ? [] : [{ source, port, answer }];
    });
  });
}
