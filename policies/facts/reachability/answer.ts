/** One hop of a way: passed, closed, or known only at apply. */
export type Hop =
  | { readonly passes: string }
  | { readonly missing: string }
  /** Why nobody can tell before apply. */
  | { readonly unknown: string };

/** Whether something can be reached: the hops passed, and what is missing or unknown. */
export type Answer =
  | { readonly reaches: "yes"; readonly steps: readonly string[] }
  | { readonly reaches: "no"; readonly steps: readonly string[]; readonly missing: string }
  | { readonly reaches: "unknown"; readonly steps: readonly string[]; readonly reason: string };

/** Goes along the hops: one that is missing closes the way, whatever is unknown before it. */
export function alongHops(hops: readonly Hop[]): Answer {
  const steps = hops.flatMap((hop) => ("passes" in hop ? [hop.passes] : []));
  for (const hop of hops) if ("missing" in hop) return { reaches: "no", steps, missing: hop.missing };
  for (const hop of hops) if ("unknown" in hop) return { reaches: "unknown", steps, reason: hop.unknown };
  return { reaches: "yes", steps: [...new Set(steps)] };
}
