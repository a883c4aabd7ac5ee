import type { CheckReport } from "../../policies/check-report.ts";
import type { Format } from "../../policies/report/index.ts";

/** The options of every command that compiles a spec. */
export interface SpecOptions {
  readonly env?: string;
  readonly pack: readonly string[];
  /** False with `--no-waivers`. */
  readonly waivers: boolean;
  /** `YYYY-MM-DD`; the day of the run when absent. */
  readonly today?: string;
}

/** A report that is written beside the one that is printed. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** The options of every command that prints a report. */
export interface PrintOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: CheckReport["failOn"];
  /** Absent when the terminal and the environment decide. */
  readonly color?: boolean;
  readonly quiet?: boolean;
  /** Further reports of the same run, each to a file. */
  readonly report: readonly ReportFile[];
  /** A file of findings that are known, and do not fail the run. */
  readonly baseline?: string;
  /** A git revision or a folder with an earlier state: only what is new since then fails the run. */
  readonly against?: string;
}
