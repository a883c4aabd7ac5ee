import type { PodTemplate } from "../pod-templates.ts";
import type { Hop } from "./answer.ts";
import type { Allowance, PodLinks } from "./pod-links.ts";
import { hasPort } from "./ports.ts";
import { holdsAll, holdsSome } from "./ranges.ts";

/** Whether a pod's policies let it out to another pod's port, by that pod or by the nodes' addresses. */
export function outToPod(
  source: PodTemplate,
  links: PodLinks,
  target: PodTemplate,
  port: number,
  podRanges: readonly string[],
): Hop {
  const what = `${target.name}:${port}`;
  return judge(
    links,
    what,
    `egress policy of ${source.name}`,
    (allowance) => hasPort(allowance.ports, port, target),
    links.pods.get(target.address) ?? [],
    () => rangesOfPods(links, podRanges),
  );
}

/** Pods have addresses of the nodes' subnets, so that a range of those means them, too. */
function rangesOfPods({ ranges }: PodLinks, podRanges: readonly string[]): readonly Allowance[] {
  return ranges.filter(({ range }) => podRanges.some((cidr) => holdsAll(range, cidr)));
}

/** Whether a pod's policies let another pod in on a port. */
export function inFromPod(
  target: PodTemplate,
  links: PodLinks,
  source: PodTemplate,
  port: number,
  podRanges: readonly string[],
): Hop {
  return judge(
    links,
    `${source.name} on ${port}`,
    `ingress policy of ${target.name}`,
    (allowance) => hasPort(allowance.ports, port, target),
    links.pods.get(source.address) ?? [],
    () => rangesOfPods(links, podRanges),
  );
}

/** Whether a pod's policies let it out to all of some networks on a port, each by one rule. */
export function outToRanges(source: PodTemplate, links: PodLinks, cidrs: readonly string[], port: number): Hop {
  return byRanges(links, `egress policy of ${source.name}`, cidrs, port, source);
}

/** Whether a pod's policies let all of some networks in on a port. */
export function inFromRanges(target: PodTemplate, links: PodLinks, cidrs: readonly string[], port: number): Hop {
  return byRanges(links, `ingress policy of ${target.name}`, cidrs, port, target);
}

/** Whether a pod's policies let it out to any address of some networks on a port. */
export function mayReachSome(links: PodLinks, cidrs: readonly string[], port: number): boolean {
  const open = (allowance: Allowance): boolean => hasPort(allowance.ports, port);
  if (!links.isIsolated || links.everybody.some(open)) return true;
  return links.ranges.some((range) => open(range) && cidrs.some((cidr) => holdsSome(range.range, cidr)));
}

function byRanges(links: PodLinks, side: string, cidrs: readonly string[], port: number, pod: PodTemplate): Hop {
  const open = (allowance: Allowance): boolean => hasPort(allowance.ports, port, pod);
  const ranges = links.ranges.filter(open);
  const left = cidrs.find((cidr) => !ranges.some((range) => holdsAll(range.range, cidr)));
  const what = `${left ?? cidrs.join(" and ")}:${port}`;
  return judge(links, what, side, open, left === undefined ? ranges.slice(0, 1) : []);
}

function judge(
  links: PodLinks,
  what: string,
  side: string,
  open: (allowance: Allowance) => boolean,
  named: readonly Allowance[],
  further: () => readonly Allowance[] = () => [],
): Hop {
  if (!links.isIsolated) return { passes: `no ${side} closes anything` };
  const found = named.find(open) ?? links.everybody.find(open) ?? further().find(open);
  if (found) return { passes: `${side} ${found.policy} allows ${what}` };
  if (links.hasUnknown) return { unknown: `a rule of the ${side} is known only at apply` };
  return { missing: `no ${side} allows ${what}` };
}
