import type { CheckReport } from "../check-report.ts";
import type { Policy } from "../rule.ts";

/** What a report says about a policy itself, apart from what it found. */
export type PolicyDescription = Pick<
  Policy,
  "id" | "title" | "group" | "severity" | "rationale" | "remediation" | "anchors"
>;

/** What a renderer needs to know beside the report. */
export interface ReportOptions {
  /** Whether ANSI colours may be used. */
  readonly color: boolean;
  /** The columns that a line may take. */
  readonly width: number;
  /** The version of groundplan, for formats that name their producer. */
  readonly version: string;
  /** Every policy that was asked, for formats that carry the rules beside the findings. */
  readonly policies: readonly PolicyDescription[];
  /** Where the files can be looked at, to which a path and `#L7` are added; absent where nobody knows. */
  readonly sourceUrl?: string;
  /** The folder that paths of files start from, from the top of the repository: `infra/`; absent where it is the top. */
  readonly sourceFolder?: string;
}

/** One view of a report. A renderer is pure: the same report and options give the same text on any machine. */
export type Renderer = (report: CheckReport, options: ReportOptions) => string;
