import type { Anchor } from "../rule.ts";

/** Every reason why no policy checks a control, with what a reader calls it. The list is closed. */
export const gapKinds = {
  account: "the account and its people",
  running: "what only shows while it runs",
  unsayable: "nothing that a spec can name",
  later: "not sayable yet",
  decided: "left out on purpose",
} as const;

/** Why no policy checks a control. */
export interface Gap {
  readonly kind: keyof typeof gapKinds;
  /** The same in a sentence. */
  readonly reason: string;
}

/** A control of a benchmark, or several about one thing that no policy checks. */
export interface BenchmarkRow {
  readonly controls: readonly Anchor[];
  /** What is asked, in a few words of ours: not every benchmark may be copied. */
  readonly title: string;
  /** What the policies that check it do not see, where that is not obvious. */
  readonly limit?: string;
  /** Absent where a policy checks it. */
  readonly gap?: Gap;
}

/** One version of a public benchmark, with all of its controls. */
export interface Benchmark {
  /** The word that the name of each control begins with. */
  readonly prefix: string;
  readonly name: string;
  /** Where it is published. */
  readonly page: string;
  /** Where {@link rows} come from, and where their links lead. */
  readonly source: string;
  /** In the benchmark's order. */
  readonly rows: readonly BenchmarkRow[];
}

/** Writes the rows of a benchmark whose controls have such anchors. */
export function rowsOf(anchor: (id: string) => Anchor): {
  /** A control that policies check. */
  readonly checked: (id: string, title: string, limit?: string) => BenchmarkRow;
  /** Controls that none does. */
  readonly left: (kind: Gap["kind"], ids: string | readonly string[], title: string, reason: string) => BenchmarkRow;
} {
  return {
    checked: (id, title, limit) => ({ controls: [anchor(id)], title, ...(limit !== undefined && { limit }) }),
    left: (kind, ids, title, reason) => ({ controls: [ids].flat().map(anchor), title, gap: { kind, reason } }),
  };
}
