import type { SpecPath } from "../../../schema/finding.ts";
import type { Address } from "../../../schema/graph/value.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { type Answer, alongHops, type Hop } from "./answer.ts";
import type { Subject } from "./subjects.ts";

/** The answer for one subject and one target, with what can be called there. */
export interface Way {
  readonly ports: readonly number[];
  /** The actions that AWS allows on the target. */
  readonly actions: readonly string[];
  readonly answer: Answer;
  /** The ports on which the way needs any address of the internet: that of an AWS API without an endpoint, for one. */
  readonly publicPorts: readonly number[];
}

/** A subject that gets to a target, whether it declares that or not. */
export interface Arrival extends Pick<Way, "ports" | "actions" | "answer"> {
  readonly subject: Subject;
  readonly target: SpecPath;
  /** What it gets to, where that is of this system. */
  readonly resource?: Address;
  /** Other targets at the same addresses and port, which no network policy can tell from this one. */
  readonly beside: readonly SpecPath[];
  /** Whether the target is in the internet, so that whoever needs any address of that gets to it. */
  readonly isOfInternet?: boolean;
}

/** The answer for a pod, from the pod on. */
export function answerFrom({ name }: PodTemplate, hops: readonly Hop[]): Answer {
  const answer = alongHops(hops);
  return { ...answer, steps: [`pod ${name}`, ...answer.steps] };
}
