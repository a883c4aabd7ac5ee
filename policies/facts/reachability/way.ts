import type { SpecPath } from "../../../schema/finding.ts";
import type { Address } from "../../../schema/graph/value.ts";
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
export interface Arrival extends Way {
  readonly subject: Subject;
  readonly target: SpecPath;
  readonly resource: Address;
  /** Other targets at the same addresses and port, which no network policy can tell from this one. */
  readonly beside: readonly SpecPath[];
}

/** The answer for a subject's own pods. Every list of hops must be open, because nobody chooses the pod behind a Service. */
export function answerFrom({ main }: Subject, ways: readonly (readonly Hop[])[]): Answer {
  const answer = alongHops(ways.flat());
  return { ...answer, steps: [`pod ${main.name}`, ...answer.steps] };
}
