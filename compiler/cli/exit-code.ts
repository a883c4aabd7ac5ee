import type { Verdict } from "../../policies/report/outcome.ts";

/** How the program ends, for scripts. */
export const exitCodes = {
  /** Nothing at or above the gate. */
  clean: 0,
  /** Findings at or above the gate. */
  findings: 1,
  /** The spec or the way the program was called is wrong. */
  invalid: 2,
  /** A bug of ours. */
  internal: 3,
} as const satisfies Record<Verdict | "internal", number>;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
