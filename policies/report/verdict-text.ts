import { count } from "../../schema/count.ts";
import type { CheckReport } from "../check-report.ts";
import type { Outcome, Verdict } from "./outcome.ts";

/** The verdict in words: `failed` and `2 findings high or worse`. */
export interface VerdictText {
  readonly label: "passed" | "failed" | "invalid";
  readonly reason: string;
}

const labels = { clean: "passed", findings: "failed", invalid: "invalid" } as const satisfies Record<Verdict, string>;

/** Says how a run ended and why, the same in every report for people. */
export function verdictText({ failOn }: CheckReport, { verdict, problems, failing }: Outcome): VerdictText {
  return { label: labels[verdict], reason: reason() };

  function reason(): string {
    const gate = failOn === "critical" ? failOn : `${failOn} or worse`;
    if (verdict === "invalid") return `${count(problems, "mistake")} to fix before the policies can be asked`;
    if (verdict === "findings") return `${count(failing, "finding")} ${gate}`;
    return failOn === "never" ? "no finding fails this run" : `no open finding that is ${gate}`;
  }
}
