import { type Extent, together } from "../addresses.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { Hop } from "./answer.ts";
import { closedPart, isOpenTo, type Place } from "./place.ts";
import type { Allowance, PodLinks } from "./pod-links.ts";
import { type Certainty, hasPort } from "./ports.ts";

/** A pod with what its policies allow it in one direction. */
export interface PodSide {
  readonly pod: PodTemplate;
  readonly links: PodLinks;
}

/** A port at the far end of a pod's policies, and how much of that end must be open. */
export interface Passage {
  readonly port: number;
  readonly extent: Extent;
}

/** Whether a pod's policies let it out to another pod's port: by that pod, or by where it is, which nodes know. */
export function outToPod(source: PodSide, target: PodTemplate, at: Place | undefined, passage: Passage): Hop {
  return judge(source.links, {
    side: `egress policy of ${source.pod.name}`,
    what: `${target.name}:${passage.port}`,
    ...{ place: at, passage, called: target, named: source.links.pods.get(target.address) ?? [] },
  });
}

/** Whether a pod's policies let another pod in on a port: by that pod, or by where it is. */
export function inFromPod(target: PodSide, source: PodTemplate, at: Place | undefined, passage: Passage): Hop {
  return judge(target.links, {
    side: `ingress policy of ${target.pod.name}`,
    what: `${source.name} on ${passage.port}`,
    ...{ place: at, passage, called: target.pod, named: target.links.pods.get(source.address) ?? [] },
  });
}

/** Whether a pod's policies let it out to a place on a port. */
export function outToPlace({ pod, links }: PodSide, place: Place, passage: Passage): Hop {
  const what = `${place.name}:${passage.port}`;
  return judge(links, { side: `egress policy of ${pod.name}`, what, place, passage });
}

/** Whether a pod's policies let a place in on a port. */
export function inFromPlace({ pod, links }: PodSide, place: Place, passage: Passage): Hop {
  const what = `${place.name}:${passage.port}`;
  return judge(links, { side: `ingress policy of ${pod.name}`, what, place, passage, called: pod });
}

interface Question {
  readonly side: string;
  /** The far end, for people. */
  readonly what: string;
  /** Where the far end is; `undefined` when that is known only at apply. */
  readonly place: Place | undefined;
  readonly passage: Passage;
  /** The pods whose ports names mean. */
  readonly called?: PodTemplate;
  /** The rules that pick the far end by its labels. */
  readonly named?: readonly Allowance[];
}

function judge(links: PodLinks, { side, what, place, passage, called, named = [] }: Question): Hop {
  if (!links.isIsolated) return { passes: `no ${side} closes anything` };
  const fits = ({ ports }: Allowance): Certainty => hasPort(ports, passage.port, called);
  const isSure = (allowance: Allowance): boolean => fits(allowance) === "yes";
  const found = named.find(isSure) ?? links.everybody.find(isSure);
  if (found) return { passes: `${side} ${found.policy} allows ${what}` };
  const ranges = links.ranges.filter((range) => fits(range) !== "no");
  const sure = ranges.filter(isSure);
  const open = place && sure.length > 0 ? openedBy(sure, place, passage.extent) : [];
  if (open.length > 0) return { passes: `${side} ${open.join(" and ")} allows ${what}` };
  const isPerhaps =
    [...named, ...links.everybody, ...links.unknown].some((allowance) => fits(allowance) !== "no") ||
    (place ? openedBy(ranges, place, passage.extent).length > 0 : ranges.length > 0);
  if (isPerhaps) return { unknown: `a rule of the ${side} is known only at apply` };
  const left = place && sure.length > 0 && named.length === 0 ? closedOf(sure, place, passage) : what;
  return { missing: `no ${side} allows ${left}` };
}

/** The policies whose ranges hold a place, one alone where one is enough. None where they do not. */
function openedBy(ranges: PodLinks["ranges"], place: Place, extent: Extent): readonly string[] {
  const one = ranges.find(({ range }) => isOpenTo(range.addresses, place, extent));
  if (one) return [one.policy];
  const all = together(ranges.map(({ range }) => range.addresses));
  return isOpenTo(all, place, extent) ? [...new Set(ranges.map(({ policy }) => policy))] : [];
}

function closedOf(ranges: PodLinks["ranges"], place: Place, { port }: Passage): string {
  return `${closedPart(together(ranges.map(({ range }) => range.addresses)), place)}:${port}`;
}
