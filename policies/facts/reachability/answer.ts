import type { Extent } from "../addresses.ts";

/** One hop of a way: passed, closed, or known only at apply. */
export type Hop =
  | { readonly passes: string }
  | { readonly missing: string }
  /** Why nobody can tell before apply. */
  | { readonly unknown: string };

/** Whether something can be reached: the hops passed up to the first that is not, and what is missing or unknown there. */
export type Answer =
  | { readonly reaches: "yes"; readonly steps: readonly string[] }
  | { readonly reaches: "no"; readonly steps: readonly string[]; readonly missing: string }
  | { readonly reaches: "unknown"; readonly steps: readonly string[]; readonly reason: string };

/** Goes along the hops: one that is missing closes the way, whatever is unknown before it. */
export function alongHops(hops: readonly Hop[]): Answer {
  const closed = hops.find((hop) => "missing" in hop);
  if (closed) return { reaches: "no", steps: stepsBefore(hops, closed), missing: closed.missing };
  const open = hops.find((hop) => "unknown" in hop);
  if (open) return { reaches: "unknown", steps: stepsBefore(hops, open), reason: open.unknown };
  return { reaches: "yes", steps: [...new Set(hops.flatMap(passed))] };
}

/** An answer on one line, as evidence: the steps, and the hop that is missing. */
export function evidenceOf(answer: Answer): string {
  return [...answer.steps, ...(answer.reaches === "no" ? [answer.missing] : [])].join(" → ");
}

/** Of hops side by side, all that must pass or any that is enough. Those that pass say the same: one is enough for people. */
export function sideBySide(hops: readonly Hop[], extent: Extent): Hop | undefined {
  const [passes, missing, unknown] = [
    hops.find((hop) => "passes" in hop),
    hops.find((hop) => "missing" in hop),
    hops.find((hop) => "unknown" in hop),
  ];
  return extent === "all" ? (missing ?? unknown ?? passes) : (passes ?? unknown ?? missing);
}

function stepsBefore(hops: readonly Hop[], end: Hop): readonly string[] {
  return [...new Set(hops.slice(0, hops.indexOf(end)).flatMap(passed))];
}

function passed(hop: Hop): readonly string[] {
  return "passes" in hop ? [hop.passes] : [];
}
